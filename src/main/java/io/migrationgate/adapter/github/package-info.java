/** The pull requests of GitHub, by GraphQL and REST. */
@NullMarked
package io.migrationgate.adapter.github;

import org.jspecify.annotations.NullMarked;
