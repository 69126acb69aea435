/**
 * The plan of a run: immutable records, and what follows from them alone.
 *
 * <p>May use: measurement, objective, text.
 */
@NullMarked
package dev.tokenstorm.plan;

import org.jspecify.annotations.NullMarked;
