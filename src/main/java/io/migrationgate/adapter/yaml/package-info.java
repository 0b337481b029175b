/** YAML that people have written, changed where it must be and nowhere else. */
@NullMarked
package io.migrationgate.adapter.yaml;

import org.jspecify.annotations.NullMarked;
