/**
 * This package finds what limited the throughput of a run, from the evidence that the run itself
 * holds.
 *
 * <p>The {@linkplain dev.tokenstorm.bottleneck.LatencyBreakdown latency} of a workflow is cut into
 * waits. {@linkplain dev.tokenstorm.bottleneck.Attribution Each wait's share} of it goes to what
 * was waited for: completers, the worker's slots or pollers, the server, or this process. If a wait
 * depends on the server's speed, the part that {@linkplain dev.tokenstorm.bottleneck.LoadEffect
 * load} adds to its calls goes to the server. What no wait explains is the limit of the loop
 * itself. Refused calls are no waits, and count on their own.
 *
 * <p>May use: text, objective, plan, measurement, ledger, result, server.
 */
@NullMarked
package dev.tokenstorm.bottleneck;

import org.jspecify.annotations.NullMarked;
