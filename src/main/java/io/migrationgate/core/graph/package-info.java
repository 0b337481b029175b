/** The migration graph: what the files of one chain say, and what is wrong with it. */
@NullMarked
package io.migrationgate.core.graph;

import org.jspecify.annotations.NullMarked;
