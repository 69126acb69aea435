package dev.tokenstorm.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A topic that exists.
 *
 * @param partitions how many it has
 * @param compacted whether it keeps but the last record of each key
 * @param retention for how long it keeps a record; empty for as long as it has room
 * @param lacking what a hand-over does with it and this user may not, as Kafka names it
 */
public record TopicState(
    int partitions, boolean compacted, Optional<Duration> retention, Set<String> lacking) {}
