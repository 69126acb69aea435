/**
 * What users read and write of any value: numbers with units, durations, rates and addresses, and
 * how a wrong one is told.
 *
 * <p>May use: measurement.
 */
@NullMarked
package dev.tokenstorm.text;

import org.jspecify.annotations.NullMarked;
