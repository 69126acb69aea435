package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * A long poll that waits for a task. Answered once: whoever took it out of its queue answers it.
 *
 * @param <R> the answer's type
 */
final class Poll<R extends Message> {
  private final ServerCallStreamObserver<R> observer;
  private final String queue;
  private final String identity;
  private final long expiresNanos;
  private final R empty;

  /**
   * @param expiresNanos when it is answered with nothing
   * @param empty the answer that says nothing
   */
  Poll(
      ServerCallStreamObserver<R> observer,
      String queue,
      String identity,
      long expiresNanos,
      R empty) {
    this.observer = observer;
    this.queue = queue;
    this.identity = identity;
    this.expiresNanos = expiresNanos;
    this.empty = empty;
  }

  /** The queue that it asks. */
  String queue() {
    return queue;
  }

  String identity() {
    return identity;
  }

  boolean expired(long nowNanos) {
    return nowNanos - expiresNanos >= 0;
  }

  /** Whether its caller has gone. */
  boolean isCancelled() {
    return observer.isCancelled();
  }

  void answer(R answer) {
    if (!observer.isCancelled()) {
      observer.onNext(answer);
      observer.onCompleted();
    }
  }

  void answerEmpty() {
    answer(empty);
  }
}
