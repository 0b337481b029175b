/** The history of the project, by way of the {@code git} command. */
@NullMarked
package io.migrationgate.adapter.git;

import org.jspecify.annotations.NullMarked;
