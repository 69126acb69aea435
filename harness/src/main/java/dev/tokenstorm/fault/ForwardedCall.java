package dev.tokenstorm.fault;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.BooleanSupplier;

/**
 * A call that is passed on to the target: what comes from one side goes to the other, as soon as
 * that takes more. Deadline and cancellation go on with gRPC's context. Each side's callbacks come
 * on the event loop of its own connection.
 */
final class ForwardedCall {
  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  /** A server always sends it, and gRPC never adds it to the end of a call that it broke off. */
  private static final Metadata.Key<String> CONTENT_TYPE =
      Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER);

  private static final String GZIP = "gzip";

  private ForwardedCall() {}

  /**
   * Passes a call on.
   *
   * @param call of the harness
   * @param onward a connection to the target
   * @param losses say which replies are lost
   * @return what takes the harness's messages
   */
  static ServerCall.Listener<byte[]> begin(
      ServerCall<byte[], byte[]> call, Metadata headers, Channel onward, OpenReplyLoss losses) {
    ClientCall<byte[], byte[]> passed =
        onward.newCall(call.getMethodDescriptor(), options(headers));
    Turn request = new Turn(passed::isReady, () -> call.request(1));
    Turn reply = new Turn(call::isReady, () -> passed.request(1));
    passed.start(new Reply(call, losses, request, reply), headers);
    call.request(1);
    passed.request(1);
    return new Request(passed, request, reply);
  }

  /** Messages that came compressed go on compressed, so that the target has as much to do. */
  private static CallOptions options(Metadata headers) {
    return GZIP.equals(headers.get(ENCODING))
        ? CallOptions.DEFAULT.withCompression(GZIP)
        : CallOptions.DEFAULT;
  }

  /** Asks a sender for its next message once the receiver of the last one takes more. */
  private static final class Turn {
    private final BooleanSupplier ready;
    private final Runnable ask;
    private boolean waiting;

    Turn(BooleanSupplier ready, Runnable ask) {
      this.ready = ready;
      this.ask = ask;
    }

    /** A message has been passed on. */
    synchronized void passed() {
      if (ready.getAsBoolean()) {
        ask.run();
      } else {
        waiting = true;
      }
    }

    /** The receiver takes more. */
    synchronized void takesMore() {
      if (waiting) {
        waiting = false;
        ask.run();
      }
    }

    /** Asks whether or not anybody takes it. */
    void ask() {
      ask.run();
    }
  }

  /** Passes on what the harness sends. */
  private static final class Request extends ServerCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> passed;
    private final Turn request;
    private final Turn reply;

    Request(ClientCall<byte[], byte[]> passed, Turn request, Turn reply) {
      this.passed = passed;
      this.request = request;
      this.reply = reply;
    }

    @Override
    public void onMessage(byte[] message) {
      passed.sendMessage(message);
      request.passed();
    }

    @Override
    public void onHalfClose() {
      passed.halfClose();
    }

    @Override
    public void onCancel() {
      passed.cancel("the client gave the call up", null);
    }

    @Override
    public void onReady() {
      reply.takesMore();
    }
  }

  /** Passes on what the target sends, or loses it. */
  private static final class Reply extends ClientCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;
    private final OpenReplyLoss losses;
    private final Turn request;
    private final Turn reply;
    private boolean begun;
    private boolean lost;

    Reply(ServerCall<byte[], byte[]> call, OpenReplyLoss losses, Turn request, Turn reply) {
      this.call = call;
      this.losses = losses;
      this.request = request;
      this.reply = reply;
    }

    @Override
    public void onHeaders(Metadata headers) {
      begins();
      if (!lost) {
        call.sendHeaders(headers);
      }
    }

    /** Nobody waits any more for the reply of a call that was given up, so none is lost. */
    private void begins() {
      begun = true;
      lost =
          !call.isCancelled()
              && losses.strikes(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
    }

    @Override
    public void onMessage(byte[] message) {
      if (lost) {
        reply.ask();
      } else {
        call.sendMessage(message);
        reply.passed();
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!begun && trailers.containsKey(CONTENT_TYPE)) {
        begins();
      }
      if (!lost && !call.isCancelled()) {
        call.close(status, trailers);
      }
    }

    @Override
    public void onReady() {
      request.takesMore();
    }
  }
}
