package dev.tokenstorm.frontend;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import org.jspecify.annotations.Nullable;

/** An activity as its completers see it. Guarded by its execution's lock. */
interface CompletableActivity {

  /** Completes the activity. A completion by id may come before the attempt has started. */
  void complete(@Nullable Payloads result, String worker, Outbox out);

  /** Fails the current attempt: the activity is retried, or ends. */
  void fail(Failure failure, String worker, Outbox out);

  /** Ends the activity as cancelled, after its cancellation was requested. */
  void cancel(@Nullable Payloads details, String worker, Outbox out);

  boolean cancelRequested();

  /** Returns whether an operator has paused the activity. */
  boolean pauseRequested();

  /** Returns whether an operator has reset the activity while this attempt was under way. */
  boolean resetRequested();

  /** Records a heartbeat. */
  void heartbeat(@Nullable Payloads details, Outbox out);

  /** Records the details of a last heartbeat, which come with a failure. */
  void lastHeartbeat(Payloads details);
}
