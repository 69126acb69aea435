/**
 * Measures times and counts: latency recorders, hiccups, pauses, CPU time, and the one clock.
 *
 * <p>May use: nothing.
 */
@NullMarked
package dev.tokenstorm.measurement;

import org.jspecify.annotations.NullMarked;
