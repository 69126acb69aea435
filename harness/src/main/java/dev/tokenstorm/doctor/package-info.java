/**
 * The doctor checks, before a test, whether a target and this machine can do what the test asks of
 * them.
 *
 * <p>May use: measurement, server.
 */
@NullMarked
package dev.tokenstorm.doctor;

import org.jspecify.annotations.NullMarked;
