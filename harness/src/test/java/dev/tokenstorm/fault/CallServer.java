package dev.tokenstorm.fault;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server on loopback. {@code Echo} sends each message back once it has all, {@code Refuse}
 * ends with an error and nothing else, and {@code Wait} never answers. Thread-safe.
 */
final class CallServer implements AutoCloseable {
  static final Metadata.Key<String> SENT =
      Metadata.Key.of("sent", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  /** A call as it came. */
  record Arrived(
      String method, boolean deadline, Optional<String> sent, Optional<String> encoding) {}

  private final Server server;
  private final int port;
  private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CountDownLatch disconnected = new CountDownLatch(1);

  CallServer() throws IOException {
    server =
        NettyServerBuilder.forAddress(FaultProxy.anyPort())
            .directExecutor()
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .addTransportFilter(new Connections())
            .fallbackHandlerRegistry(new Methods())
            .build()
            .start();
    port = server.getPort();
  }

  /** A method as the harness's side knows it. */
  static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setFullMethodName("a.test.Service/" + name)
        .setType(type)
        .setRequestMarshaller(UnreadMessage.MARSHALLER)
        .setResponseMarshaller(UnreadMessage.MARSHALLER)
        .build();
  }

  /** A connection to this server. */
  ManagedChannel connect() {
    return channel(port);
  }

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress(FaultProxy.HOST, port)
        .usePlaintext()
        .directExecutor()
        .maxInboundMessageSize(Integer.MAX_VALUE)
        .build();
  }

  /** The calls that came, in their order. */
  List<Arrived> arrived() {
    return List.copyOf(arrived);
  }

  /** Waits until a call came. */
  void awaitArrival() {
    while (arrived.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** How many connections were made. */
  int connections() {
    return connections.get();
  }

  /** Waits until a call was cancelled. */
  void awaitCancelled() throws InterruptedException {
    cancelled.await();
  }

  /** Waits until a connection has ended. */
  void awaitDisconnected() throws InterruptedException {
    disconnected.await();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      var unused = server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Connections extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      connections.incrementAndGet();
      return attributes;
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
      disconnected.countDown();
    }
  }

  private final class Methods extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
      String bare = name.substring(name.lastIndexOf('/') + 1);
      return ServerMethodDefinition.create(method(bare, MethodType.UNKNOWN), new Handler(bare));
    }
  }

  private final class Handler implements ServerCallHandler<byte[], byte[]> {
    private final String name;

    Handler(String name) {
      this.name = name;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> call, Metadata headers) {
      Optional<String> sent = Optional.ofNullable(headers.get(SENT));
      Optional<String> encoding = Optional.ofNullable(headers.get(ENCODING));
      call.request(Integer.MAX_VALUE);
      return new ServerCall.Listener<>() {
        private final List<byte[]> messages = new ArrayList<>();

        @Override
        public void onMessage(byte[] message) {
          messages.add(message);
        }

        @Override
        public void onHalfClose() {
          boolean deadline = Context.current().getDeadline() != null;
          arrived.add(new Arrived(name, deadline, sent, encoding));
          answer(call, sent, messages);
        }

        @Override
        public void onCancel() {
          cancelled.countDown();
        }
      };
    }

    private void answer(
        ServerCall<byte[], byte[]> call, Optional<String> sent, List<byte[]> messages) {
      switch (name) {
        case "Echo" -> {
          Metadata headers = new Metadata();
          sent.ifPresent(value -> headers.put(SENT, value));
          call.sendHeaders(headers);
          messages.forEach(call::sendMessage);
          call.close(Status.OK, details());
        }
        case "Refuse" -> call.close(Status.NOT_FOUND.withDescription("there is none"), details());
        default -> {
          // The client waits.
        }
      }
    }

    private Metadata details() {
      Metadata trailers = new Metadata();
      trailers.put(DETAILS, new byte[] {1, 2, 3});
      return trailers;
    }
  }
}
