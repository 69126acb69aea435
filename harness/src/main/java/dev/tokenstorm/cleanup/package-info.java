/**
 * Ends what a run that was killed has left open on a server.
 *
 * <p>May use: workload, measurement, target.
 */
@NullMarked
package dev.tokenstorm.cleanup;

import org.jspecify.annotations.NullMarked;
