/**
 * A chain against the same chain in an image that has started before: what stands below revisions
 * that databases have run already.
 */
@NullMarked
package io.migrationgate.core.lineage;

import org.jspecify.annotations.NullMarked;
