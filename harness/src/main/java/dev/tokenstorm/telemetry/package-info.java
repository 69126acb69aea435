/**
 * The Prometheus endpoint: the harness's own families, the Temporal SDK's metrics and the JVM's in
 * one registry. Nothing here is on the path of a completion: counters are read from the ledger when
 * somebody scrapes, histograms are fed from the interval histograms once a second.
 *
 * <p>May use: plan, ledger, measurement.
 */
@NullMarked
package dev.tokenstorm.telemetry;

import org.jspecify.annotations.NullMarked;
