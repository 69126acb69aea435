/**
 * This package names each figure, with its unit and its place in documents, and says what a figure
 * is required to be.
 *
 * <p>May use: measurement, text.
 */
@NullMarked
package dev.tokenstorm.objective;

import org.jspecify.annotations.NullMarked;
