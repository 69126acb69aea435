/**
 * Ends what a run that was killed has left open on a server.
 *
 * <p>May use: workload, measurement, server.
 */
@NullMarked
package dev.tokenstorm.cleanup;

import org.jspecify.annotations.NullMarked;
