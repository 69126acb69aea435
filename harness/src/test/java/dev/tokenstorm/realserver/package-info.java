/** Tests against the official dev server, started for them. */
@NullMarked
package dev.tokenstorm.realserver;

import org.jspecify.annotations.NullMarked;
