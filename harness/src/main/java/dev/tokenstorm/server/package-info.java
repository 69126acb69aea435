/**
 * This package connects to the server under test, whichever it is, and counts the statuses of all
 * calls.
 *
 * <p>May use: text, plan, measurement, frontend, environment.
 */
@NullMarked
package dev.tokenstorm.server;

import org.jspecify.annotations.NullMarked;
