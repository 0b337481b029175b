/** The pull requests of Forgejo and Gitea. */
@NullMarked
package io.migrationgate.adapter.forgejo;

import org.jspecify.annotations.NullMarked;
