/**
 * What is timed and counted here: latency recorders, hiccups, pauses, CPU time, and the one clock.
 *
 * <p>May use: nothing.
 */
@NullMarked
package dev.tokenstorm.measurement;

import org.jspecify.annotations.NullMarked;
