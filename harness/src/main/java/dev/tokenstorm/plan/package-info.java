/**
 * The plan of a run and of a search, how each source of settings is read and checked, and the names
 * of figures.
 *
 * <p>May use: measurement.
 */
@NullMarked
package dev.tokenstorm.plan;

import org.jspecify.annotations.NullMarked;
