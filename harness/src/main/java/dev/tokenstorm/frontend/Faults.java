package dev.tokenstorm.frontend;

import com.google.protobuf.Message;
import io.grpc.stub.StreamObserver;

/** What the front end does worse than it could, because it was told to. Thread-safe. */
final class Faults {

  /** What a call is, as far as faults care. */
  enum Kind {
    /** It changes nothing. */
    QUESTION,
    /** It changes something. */
    CHANGE,
    /** It completes, fails or cancels an activity. */
    COMPLETION
  }

  /** The first workflow is about to be started. */
  void firstStart() {}

  /** Serves a call, now or later, or refuses it. */
  void serve(Kind kind, StreamObserver<?> observer, Runnable call) {
    call.run();
  }

  /** Takes a long poll in, now or later. */
  void admit(Runnable poll) {
    poll.run();
  }

  /** Answers a call that has been served. */
  <R> void answer(Kind kind, StreamObserver<R> observer, R answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  /** Gives a task to the poll that got it. */
  <R extends Message> void deliver(Poll<R> poll, R task) {
    poll.answer(task);
  }

  /** Whether the activity task that is being given out will be given out again. */
  boolean duplicates() {
    return false;
  }
}
