/**
 * This package measures times and counts: latency recorders, hiccups, pauses, CPU time, and the one
 * clock. Times are in nanoseconds unless a name says otherwise.
 *
 * <p>May use: nothing.
 */
@NullMarked
package dev.tokenstorm.measurement;

import org.jspecify.annotations.NullMarked;
