/**
 * This package writes series of runs in the formats of other tools, as pure functions of their
 * figures.
 *
 * <p>May use: measurement, objective, text.
 */
@NullMarked
package dev.tokenstorm.export;

import org.jspecify.annotations.NullMarked;
