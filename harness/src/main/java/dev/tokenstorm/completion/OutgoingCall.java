package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.NanoClock;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One place in the window: makes one call after another, in memory of its own. A call is made by
 * one thread at a time, and its answer comes once, mostly on the event loop.
 */
final class OutgoingCall extends ClientCall.Listener<Boolean> {
  private final NanoClock clock;
  private final Channel channel;
  private final CallForms forms;
  private final WireMessage message = new WireMessage();

  private CallKind kind = CallKind.COMPLETE;
  private boolean cancelRequested;
  private Consumer<CallOutcome> answered = unused -> {};
  private long startNanos;
  private volatile @Nullable ClientCall<OutgoingCall, Boolean> call;

  OutgoingCall(NanoClock clock, Channel channel, CallForms forms) {
    this.clock = clock;
    this.channel = channel;
    this.forms = forms;
  }

  /**
   * Makes a call; the one before must have been answered.
   *
   * @param taker takes its answer, on the event loop or on this thread; must not block
   */
  void make(Token token, CallKind next, Consumer<CallOutcome> taker) {
    kind = next;
    cancelRequested = false;
    answered = taker;
    startNanos = clock.nanoTime();
    CallForms.Form form = forms.of(token);
    form.encoder().encode(token, next, message);
    ClientCall<OutgoingCall, Boolean> made =
        channel.newCall(form.methods().of(next), CallOptions.DEFAULT);
    call = made;
    made.start(this, new Metadata());
    made.request(2);
    made.sendMessage(this);
    made.halfClose();
  }

  /** The encoded request. */
  WireMessage message() {
    return message.rewind();
  }

  @Override
  public void onMessage(Boolean cancel) {
    cancelRequested = cancel;
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    call = null;
    answered.accept(answer(status));
  }

  private CallOutcome answer(Status status) {
    if (status.isOk()) {
      return cancelRequested ? CallOutcome.CANCEL_REQUESTED : CallOutcome.OK;
    }
    return status.getCause() instanceof TimeoutException
        ? CallOutcome.AGAIN
        : CallOutcome.of(kind, status);
  }

  /**
   * Gives up a call that has gone unanswered for too long; one timer for all is cheaper than a
   * deadline for each.
   */
  void giveUpAfter(long nanos) {
    ClientCall<OutgoingCall, Boolean> under = call;
    // Read after the call: if it belongs to a later one, that one has only just begun.
    if (under != null && clock.nanoTime() - startNanos > nanos) {
      String sentence = "not answered in time";
      under.cancel(sentence, new TimeoutException(sentence));
    }
  }
}
