/** What the commands need from outside, as interfaces. */
@NullMarked
package io.migrationgate.port;

import org.jspecify.annotations.NullMarked;
