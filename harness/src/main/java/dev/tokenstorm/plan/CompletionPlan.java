package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The external completer.
 *
 * @param completers the pool's concurrency: threads of {@code SDK}, outstanding calls of {@code
 *     GRPC}
 * @param channels connections of {@code GRPC}
 * @param heartbeatInterval how often each pending activity is heartbeated; empty for never
 * @param park how many tokens are to be pending before any is answered; empty for none to be held
 *     back
 * @param logTokens whether task tokens are logged. A token is a key; off unless asked for
 * @param operators what operators do to pending activities
 */
public record CompletionPlan(
    int completers,
    Client client,
    int channels,
    CompleteBy by,
    Delay delay,
    Outcomes outcomes,
    Optional<Duration> heartbeatInterval,
    OptionalLong park,
    boolean logTokens,
    OperatorPlan operators) {

  /** The same, with nothing held back. */
  CompletionPlan withoutParking() {
    return new CompletionPlan(
        completers,
        client,
        channels,
        by,
        delay,
        outcomes,
        heartbeatInterval,
        OptionalLong.empty(),
        logTokens,
        operators);
  }

  /** How completions are sent. */
  public enum Client {
    /** {@code ActivityCompletionClient}, one blocking call a thread. */
    SDK,
    /** Asynchronous stub on its own direct-executor channel. */
    GRPC
  }

  /** How a completion names its activity. */
  public enum CompleteBy {
    TOKEN,
    /** Namespace, workflow id and activity id. */
    ID
  }
}
