/**
 * What bound a run, from evidence that the run itself holds.
 *
 * <p>A workflow's {@link dev.tokenstorm.bottleneck.Way} is cut into the waits that were timed. Each
 * wait's share of the way is {@linkplain dev.tokenstorm.bottleneck.Attribution attributed} to what
 * was waited for: the completers, the worker's slots or pollers, the server or this process; and of
 * what depends on how long the server takes, as much to the server as {@linkplain
 * dev.tokenstorm.bottleneck.LoadEffect load} adds to its calls. What nobody waits for leaves the
 * bound of the loop. Refusals are no waits, and count by themselves.
 *
 * <p>May use: plan, measurement, ledger, result, server.
 */
@NullMarked
package dev.tokenstorm.bottleneck;

import org.jspecify.annotations.NullMarked;
