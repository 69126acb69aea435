@NullMarked
package dev.tokenstorm.telemetry;

import org.jspecify.annotations.NullMarked;
