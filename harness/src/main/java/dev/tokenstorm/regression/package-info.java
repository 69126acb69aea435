/**
 * This package tells whether a series of runs got worse, by the gate's tests of its newest runs. It
 * also finds the points at which a series changed.
 *
 * <p>All of it is pure computing. Where runs come from is not known here.
 *
 * <p>May use: statistics, objective, text, measurement.
 */
@NullMarked
package dev.tokenstorm.regression;

import org.jspecify.annotations.NullMarked;
