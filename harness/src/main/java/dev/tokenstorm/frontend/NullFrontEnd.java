package dev.tokenstorm.frontend;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.NullOptions;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A Temporal front end of next to no cost: the gRPC API over a real socket, as much of it as
 * workflows made of activities need, with all state in memory and none of it kept. What it does not
 * support answers UNIMPLEMENTED. Thread-safe.
 *
 * <p>Open workflows take what their histories take. Of closed ones it remembers the last {@value
 * #MOST_CLOSED}, or as many as {@link #MOST_CLOSED_BYTES} hold; older ones are NOT_FOUND.
 */
public final class NullFrontEnd implements AutoCloseable {
  /** What it calls itself, where a server says its version. */
  public static final String VERSION = "null-front-end";

  /** Closed workflows whose history can still be read. */
  public static final int MOST_CLOSED = 100_000;

  /** Most bytes of closed workflows: their histories, and a kilobyte each. */
  public static final long MOST_CLOSED_BYTES = 128L << 20;

  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int SWEEPS_TO_RETIRE = 600;

  private final TimerHeap timers;
  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();

  private NullFrontEnd(
      InetSocketAddress address, String namespace, NullOptions options, long seed, long id)
      throws IOException {
    NanoClock clock = NanoClock.SYSTEM;
    this.timers = new TimerHeap(clock);
    ServerContext server =
        new ServerContext(
            id,
            namespace,
            clock,
            new WallTime(clock, Instant.now()),
            timers,
            new TaskQueues<>(),
            new TaskQueues<>(),
            new Executions(MOST_CLOSED, MOST_CLOSED_BYTES),
            new Faults(options, seed, timers),
            options.eager());
    health.setStatus(WorkflowServiceGrpc.SERVICE_NAME, ServingStatus.SERVING);
    this.server =
        NettyServerBuilder.forAddress(address)
            .directExecutor()
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxInboundMessageSize(MessageLimit.MOST_READ_BYTES)
            .addService(MessageLimit.on(new Service(server).bindService()))
            .addService(health.getHealthService())
            .build()
            .start();
    timers.start();
    timers.set(new Sweep(server), clock.nanoTime() + SWEEP_NANOS);
  }

  /**
   * Starts one.
   *
   * @param address where it listens; port 0 takes a free one
   * @param namespace the only one there is
   * @param seed of its random choices
   * @throws IOException when it cannot listen there
   */
  public static NullFrontEnd start(
      InetSocketAddress address, String namespace, NullOptions options, long seed)
      throws IOException {
    // Two front ends, one after the other on one address, must not take each other's tokens.
    long id = new SplittableRandom().nextLong();
    return new NullFrontEnd(address, namespace, options, seed, id);
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  /** Ends polls, and now and then drops queues that nobody uses. */
  private static final class Sweep extends TimerEntry {
    private final ServerContext server;
    private int sweeps;

    Sweep(ServerContext server) {
      this.server = server;
    }

    @Override
    void ring() {
      long now = server.clock().nanoTime();
      long permitted = server.faults().permitted(now);
      if (permitted > now) {
        server.timers().set(this, permitted);
        return;
      }
      server.workflowTasks().expire(now);
      server.activityTasks().expire(now);
      if (++sweeps % SWEEPS_TO_RETIRE == 0) {
        server.workflowTasks().retireIdle(now);
        server.activityTasks().retireIdle(now);
      }
      server.timers().set(this, now + SWEEP_NANOS);
    }
  }

  /** Stops at once; calls under way are cut off. */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timers.close();
  }
}
