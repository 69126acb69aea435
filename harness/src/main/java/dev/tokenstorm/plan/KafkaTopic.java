package dev.tokenstorm.plan;

import dev.tokenstorm.text.HostPort;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A topic of a Kafka cluster.
 *
 * @param brokers where the cluster is asked for; one at least
 */
public record KafkaTopic(List<HostPort> brokers, String name) {
  public KafkaTopic {
    brokers = List.copyOf(brokers);
  }

  /** The brokers as Kafka's clients take them. */
  public String bootstrapServers() {
    return brokers.stream().map(HostPort::toString).collect(Collectors.joining(","));
  }
}
