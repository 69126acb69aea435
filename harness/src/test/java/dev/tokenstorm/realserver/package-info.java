/** Tests against real servers, the oldest that is supported or the newest, started for them. */
@NullMarked
package dev.tokenstorm.realserver;

import org.jspecify.annotations.NullMarked;
