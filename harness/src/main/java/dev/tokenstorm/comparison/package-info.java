/**
 * This package tells what several runs of two or more sides say about which is better. It computes
 * ratios with intervals, a word for each figure, when to look, and the order of sides. It also
 * judges what users expect.
 *
 * <p>All of it is computed from figures alone. It starts no run, reads no file and no clock.
 *
 * <p>May use: measurement, objective, statistics, text.
 */
@NullMarked
package dev.tokenstorm.comparison;

import org.jspecify.annotations.NullMarked;
