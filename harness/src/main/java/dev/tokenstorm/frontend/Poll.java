package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * A long poll that waits for a task. It is answered once, by the thread that takes it out of its
 * queue.
 *
 * @param <R> type of the answer
 */
final class Poll<R extends Message> {
  private final ServerCallStreamObserver<R> observer;
  private final String queue;
  private final String identity;
  private final long expiresNanos;
  private final R empty;

  /**
   * @param observer receives the answer
   * @param queue name of the task queue
   * @param identity of the worker
   * @param expiresNanos time of the monotonic clock at which the poll is answered without a task
   * @param empty the answer without a task
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

  /** Returns the name of the task queue. */
  String queue() {
    return queue;
  }

  String identity() {
    return identity;
  }

  boolean expired(long nowNanos) {
    return nowNanos - expiresNanos >= 0;
  }

  /** Returns whether the caller has gone. */
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
