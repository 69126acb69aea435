/**
 * Tells what several runs of two or more sides say about which is better: ratios with intervals, a
 * word for each figure, when to look, in what order sides run, and what users expect.
 *
 * <p>All of it is computed from figures alone. It starts no run, reads no file and no clock.
 *
 * <p>May use: measurement, objective, statistics, text.
 */
@NullMarked
package dev.tokenstorm.comparison;

import org.jspecify.annotations.NullMarked;
