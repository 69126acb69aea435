package dev.tokenstorm.workload;

import io.grpc.Status;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The server's side of executions: what starts and ends them, and what it keeps of them. Starts and
 * cancellations do not block; the other questions do, on a connection of their own. Thread-safe.
 */
public interface ServerExecutions {

  /** Whether an execution is there. */
  enum Presence {
    OPEN,
    CLOSED,
    ABSENT,
    /** It could not be learnt in time. */
    UNKNOWN
  }

  /**
   * Requests the start of execution {@code n}, again where that is right. Exactly one of the two is
   * called, on the call's own thread, and must not block.
   *
   * @param refused takes the last status
   */
  void start(long n, Runnable acknowledged, Consumer<Status> refused);

  /** Requests the cancellation of execution {@code n}. */
  void cancel(long n);

  /**
   * Whether execution {@code n} is there.
   *
   * @param giveUp whether the question is not to be asked again
   */
  Presence presence(long n, BooleanSupplier giveUp);

  /** What the server keeps of execution {@code n}; empty when it could not be read in time. */
  Optional<Evidence> evidence(long n, BooleanSupplier giveUp);

  /**
   * Terminates execution {@code n}; false when that could not be done in time, or it was closed
   * already.
   */
  boolean terminate(long n, String reason, BooleanSupplier giveUp);
}
