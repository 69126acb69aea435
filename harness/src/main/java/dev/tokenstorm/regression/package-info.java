/**
 * Tells whether a series of runs got worse: the gate's tests of its newest runs, and the points at
 * which it changed. All of it is pure computing; where runs come from is not known here.
 *
 * <p>May use: statistics, objective, text, measurement.
 */
@NullMarked
package dev.tokenstorm.regression;

import org.jspecify.annotations.NullMarked;
