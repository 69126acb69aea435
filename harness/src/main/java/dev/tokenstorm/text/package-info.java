/**
 * This package reads and writes values as people do: numbers with units, durations, rates and
 * addresses. It also tells them how a wrong value is to be written.
 *
 * <p>May use: measurement.
 */
@NullMarked
package dev.tokenstorm.text;

import org.jspecify.annotations.NullMarked;
