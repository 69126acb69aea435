package dev.tokenstorm.frontend;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * The caller of a long poll, as the front end sees it.
 *
 * @param <R> the answer's type
 */
final class Waiting<R> extends ServerCallStreamObserver<R> {
  private final List<R> answers = new ArrayList<>();
  private boolean gone;

  /** What it was answered. */
  List<R> answers() {
    return answers;
  }

  /** Waits no longer. */
  void leave() {
    gone = true;
  }

  @Override
  public void onNext(R value) {
    answers.add(value);
  }

  @Override
  public void onError(Throwable error) {
    throw new AssertionError(error);
  }

  @Override
  public void onCompleted() {}

  @Override
  public boolean isCancelled() {
    return gone;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {}

  @Override
  public void setCompression(String compression) {}

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {}

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}

  @Override
  public void disableAutoInboundFlowControl() {}
}
