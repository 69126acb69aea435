/**
 * Whether a target and this machine can do what a test asks of them, before the test.
 *
 * <p>May use: measurement, server.
 */
@NullMarked
package dev.tokenstorm.doctor;

import org.jspecify.annotations.NullMarked;
