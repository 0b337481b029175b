/** Django's migrations, app by app. */
@NullMarked
package io.migrationgate.core.reader.django;

import org.jspecify.annotations.NullMarked;
