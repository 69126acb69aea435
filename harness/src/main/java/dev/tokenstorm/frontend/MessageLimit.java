package dev.tokenstorm.frontend;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Refuses requests that are too large for a Temporal server, with the same messages.
 *
 * <p>A server leaves this limit to gRPC for Go, whose default is {@value #BYTES} bytes ({@code
 * defaultServerMaxReceiveMessageSize} of its {@code server.go}). No setting of a server changes it.
 * The limit holds for a message as it was sent, and for a compressed one after decompression. gRPC
 * for Java has such a limit too, but its message is one that the SDK takes for throttling.
 */
final class MessageLimit {
  /** Largest request, in bytes. */
  static final int BYTES = 4 << 20;

  /** Largest number of bytes that are read of a request; it bounds the memory of a call. */
  static final int MOST_READ_BYTES = 16 * BYTES;

  private MessageLimit() {}

  /** Returns the service with the limit. */
  static ServerServiceDefinition on(ServerServiceDefinition service) {
    List<ServerMethodDefinition<?, ?>> methods =
        service.getMethods().stream().<ServerMethodDefinition<?, ?>>map(MessageLimit::on).toList();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder limited = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(limited::addMethod);
    return limited.build();
  }

  private static <Q, R> ServerMethodDefinition<MeasuredRequest<Q>, R> on(
      ServerMethodDefinition<Q, R> method) {
    MethodDescriptor<Q, R> plain = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        plain.toBuilder(reader(plain), plain.getResponseMarshaller()).build(),
        (call, headers) ->
            new MeasuredRequest.Listener<>(
                call, method.getServerCallHandler().startCall(sameCall(call), headers)));
  }

  /**
   * Returns the call with another type of request, which is safe because a call does not read its
   * requests itself.
   */
  @SuppressWarnings("unchecked")
  private static <Q, R> ServerCall<Q, R> sameCall(ServerCall<MeasuredRequest<Q>, R> call) {
    return (ServerCall<Q, R>) (ServerCall<?, R>) call;
  }

  private static <Q> Marshaller<MeasuredRequest<Q>> reader(MethodDescriptor<Q, ?> method) {
    return new Marshaller<>() {
      @Override
      public InputStream stream(MeasuredRequest<Q> request) {
        throw new UnsupportedOperationException("a server sends no requests");
      }

      @Override
      public MeasuredRequest<Q> parse(InputStream stream) {
        return stream instanceof KnownLength ? asSent(stream) : decompressed(stream);
      }

      private MeasuredRequest<Q> asSent(InputStream stream) {
        int bytes = available(stream);
        return bytes > BYTES
            ? new MeasuredRequest.TooLarge<>(
                "grpc: received message larger than max (%d vs. %d)".formatted(bytes, BYTES))
            : new MeasuredRequest.Fitting<>(method.parseRequest(stream));
      }

      private MeasuredRequest<Q> decompressed(InputStream stream) {
        BoundedStream bounded = new BoundedStream(stream, BYTES);
        try {
          return new MeasuredRequest.Fitting<>(method.parseRequest(bounded));
        } catch (RuntimeException unreadable) {
          if (!bounded.exceeded()) {
            throw unreadable;
          }
          return new MeasuredRequest.TooLarge<>(
              "grpc: received message after decompression larger than max " + BYTES);
        }
      }
    };
  }

  private static int available(InputStream known) {
    try {
      return known.available();
    } catch (IOException e) {
      throw new UncheckedIOException("a request of known length has none", e);
    }
  }
}
