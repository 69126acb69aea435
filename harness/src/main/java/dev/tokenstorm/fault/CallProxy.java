package dev.tokenstorm.fault;

import dev.tokenstorm.text.HostPort;
import io.grpc.Attributes;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the harness and its target on loopback, passes gRPC calls on, and loses replies
 * when a fault says so. It reads the method's name of a call, and passes its messages on as the
 * bytes that they are. Each connection to it has one of its own to the target. It holds the
 * messages that one side has sent and the other has not taken, which HTTP/2's flow control bounds.
 * Thread-safe.
 */
public final class CallProxy implements FaultActor, AutoCloseable {
  private static final Attributes.Key<ManagedChannel> ONWARD = Attributes.Key.create("onward");

  /**
   * Far above what gRPC takes by default, so that the other side's limit is the one that counts.
   */
  private static final int MOST_METADATA_BYTES = 1 << 20;

  private static final int CLOSING_SECONDS = 5;

  private final Server server;
  private final OpenReplyLoss losses;

  private CallProxy(Server server, OpenReplyLoss losses) {
    this.server = server;
    this.losses = losses;
  }

  /**
   * Opens it.
   *
   * @param target makes a connection to the target, which this proxy closes
   * @param seed of the run, which draws the replies that are lost
   * @throws IOException when it cannot listen
   */
  public static CallProxy open(Supplier<ManagedChannel> target, long seed) throws IOException {
    OpenReplyLoss losses = new OpenReplyLoss(seed);
    Server server =
        NettyServerBuilder.forAddress(FaultProxy.anyPort())
            .directExecutor()
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .maxInboundMetadataSize(MOST_METADATA_BYTES)
            .addTransportFilter(new OnwardConnections(target))
            .fallbackHandlerRegistry(new AnyMethod(losses))
            .build()
            .start();
    return new CallProxy(server, losses);
  }

  /** Where it listens. */
  public HostPort address() {
    return new HostPort(FaultProxy.HOST, server.getPort());
  }

  @Override
  public void begin(PlannedFault fault) {
    losses.begin(fault);
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    return losses.end(fault);
  }

  /** Returns what a fault that goes on has done so far. */
  FaultWitness soFar(PlannedFault fault) {
    return losses.soFar(fault);
  }

  /** Ends it, and breaks off the calls that are left. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      var unused = server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes a connection to the target for each to the proxy, and lets both end together. */
  private static final class OnwardConnections extends ServerTransportFilter {
    private final Supplier<ManagedChannel> target;

    OnwardConnections(Supplier<ManagedChannel> target) {
      this.target = target;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
      return attributes.toBuilder().set(ONWARD, target.get()).build();
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
      Optional.ofNullable(attributes)
          .flatMap(known -> Optional.ofNullable(known.get(ONWARD)))
          .ifPresent(ManagedChannel::shutdownNow);
    }
  }

  /** Passes calls of any method on. */
  private static final class AnyMethod extends HandlerRegistry {
    private final OpenReplyLoss losses;

    AnyMethod(OpenReplyLoss losses) {
      this.losses = losses;
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder()
              .setFullMethodName(name)
              .setType(MethodType.UNKNOWN)
              .setRequestMarshaller(UnreadMessage.MARSHALLER)
              .setResponseMarshaller(UnreadMessage.MARSHALLER)
              .build();
      return ServerMethodDefinition.create(
          method,
          (call, headers) ->
              ForwardedCall.begin(
                  call, headers, Objects.requireNonNull(call.getAttributes().get(ONWARD)), losses));
    }
  }
}
