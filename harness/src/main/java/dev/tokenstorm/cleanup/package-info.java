/**
 * This package terminates what a killed run has left open on a server, because nobody else would.
 *
 * <p>May use: workload, measurement, server.
 */
@NullMarked
package dev.tokenstorm.cleanup;

import org.jspecify.annotations.NullMarked;
