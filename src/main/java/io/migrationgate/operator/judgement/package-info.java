/** What is seen of a gate's pods, and what it amounts to; without asking anybody anything. */
@NullMarked
package io.migrationgate.operator.judgement;

import org.jspecify.annotations.NullMarked;
