package dev.tokenstorm.plan;

import java.net.URI;
import java.util.Optional;

/**
 * Sends a run's metrics to a receiver of OTLP.
 *
 * @param url where to; empty for what the variables of OpenTelemetry say
 */
public record OtlpPush(Optional<URI> url) {}
