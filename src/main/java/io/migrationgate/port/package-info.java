/** What the commands need from outside: the pull requests of a forge. */
@NullMarked
package io.migrationgate.port;

import org.jspecify.annotations.NullMarked;
