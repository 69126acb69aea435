/**
 * This package computes statistics that know nothing of runs: intervals of means, robust numbers,
 * and draws that a seed repeats. Each class names the source of its formula; none has state.
 *
 * <p>May use: nothing.
 */
@NullMarked
package dev.tokenstorm.statistics;

import org.jspecify.annotations.NullMarked;
