@NullMarked
package io.migrationgate;

import org.jspecify.annotations.NullMarked;
