/** The merge requests of GitLab. */
@NullMarked
package io.migrationgate.adapter.gitlab;

import org.jspecify.annotations.NullMarked;
