/**
 * This package offers the metrics of a run to Prometheus, by a scrape or by a push. The harness's
 * own metrics, the Temporal SDK's and the JVM's are in one registry.
 *
 * <p>Nothing here is on the path of a completion. Counters are read from the ledger at each scrape,
 * and histograms are fed once per second from the interval histograms.
 *
 * <p>May use: text, fault, plan, ledger, measurement.
 */
@NullMarked
package dev.tokenstorm.telemetry;

import org.jspecify.annotations.NullMarked;
