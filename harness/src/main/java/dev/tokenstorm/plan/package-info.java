/**
 * A plan is everything that defines a run. This package has it as immutable records, with what
 * follows from them alone.
 *
 * <p>May use: fault, measurement, objective, text.
 */
@NullMarked
package dev.tokenstorm.plan;

import org.jspecify.annotations.NullMarked;
