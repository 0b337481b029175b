/** What the engine needs from outside, as interfaces. */
@NullMarked
package io.migrationgate.port;

import org.jspecify.annotations.NullMarked;
