/**
 * The names of figures, their units, and what a figure is required to be.
 *
 * <p>May use: measurement, text.
 */
@NullMarked
package dev.tokenstorm.objective;

import org.jspecify.annotations.NullMarked;
