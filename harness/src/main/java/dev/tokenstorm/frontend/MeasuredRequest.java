package dev.tokenstorm.frontend;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** A request whose size was checked. */
sealed interface MeasuredRequest<Q> {

  /** A request that is not too large. */
  record Fitting<Q>(Q request) implements MeasuredRequest<Q> {}

  /**
   * A request that is too large, and was not read to its end.
   *
   * @param refusal message to its sender
   */
  record TooLarge<Q>(String refusal) implements MeasuredRequest<Q> {}

  /** Passes on requests that are not too large, and refuses the others. */
  final class Listener<Q, R> extends ServerCall.Listener<MeasuredRequest<Q>> {
    private final ServerCall<MeasuredRequest<Q>, R> call;
    private final ServerCall.Listener<Q> next;
    private boolean refused;

    Listener(ServerCall<MeasuredRequest<Q>, R> call, ServerCall.Listener<Q> next) {
      this.call = call;
      this.next = next;
    }

    @Override
    public void onMessage(MeasuredRequest<Q> message) {
      if (message instanceof MeasuredRequest.Fitting<Q> fitting) {
        next.onMessage(fitting.request());
      } else if (message instanceof MeasuredRequest.TooLarge<Q> tooLarge) {
        refused = true;
        call.close(Status.RESOURCE_EXHAUSTED.withDescription(tooLarge.refusal()), new Metadata());
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        next.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      next.onCancel();
    }

    @Override
    public void onComplete() {
      next.onComplete();
    }

    @Override
    public void onReady() {
      next.onReady();
    }
  }
}
