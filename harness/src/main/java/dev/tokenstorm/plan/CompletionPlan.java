package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The external completer.
 *
 * @param completers the pool's concurrency: threads of {@code SDK}, outstanding calls of {@code
 *     GRPC}; 0 where other processes alone complete
 * @param channels connections of {@code GRPC}
 * @param heartbeatInterval how often each pending activity is heartbeated; empty for never
 * @param park how many tokens are to be pending before any is answered; empty for none to be held
 *     back
 * @param logTokens whether task tokens are logged. A token is a key; off unless asked for
 * @param operators what operators do to pending activities
 * @param handover how tokens get to other processes; empty where all are completed in this one
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
    OperatorPlan operators,
    Optional<HandoverPlan> handover) {
  /** How long one completion call waits for its answer; the SDK's client waits as long. */
  public static final Duration CALL_DEADLINE = Duration.ofSeconds(10);

  /**
   * The completers of a process that completes for runs of others, which say what, how and when.
   *
   * @param completers their concurrency
   * @param channels connections of {@code GRPC}
   */
  public static CompletionPlan forOthers(int completers, Client client, int channels) {
    return new CompletionPlan(
        completers,
        client,
        channels,
        CompleteBy.TOKEN,
        new Delay.Fixed(Duration.ZERO),
        Outcomes.ALL_COMPLETE,
        Optional.empty(),
        OptionalLong.empty(),
        false,
        OperatorPlan.NONE,
        Optional.empty());
  }

  /** The same, with nothing held back. */
  CompletionPlan withoutParking() {
    return parking(OptionalLong.empty());
  }

  /** The same for a cell that parks its share. */
  CompletionPlan of(Share cell) {
    return parking(
        park.isPresent() ? OptionalLong.of(cell.part(park.getAsLong())) : OptionalLong.empty());
  }

  private CompletionPlan parking(OptionalLong tokens) {
    return new CompletionPlan(
        completers,
        client,
        channels,
        by,
        delay,
        outcomes,
        heartbeatInterval,
        tokens,
        logTokens,
        operators,
        handover);
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
