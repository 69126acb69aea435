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
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Temporal front end of nearly no cost, to measure the harness itself against. Thread-safe.
 *
 * <p>It speaks the gRPC API over a real socket, as far as workflows made of activities and
 * standalone activities need it, and answers UNIMPLEMENTED to everything else. All its state is in
 * memory and is lost when it stops.
 *
 * <p>An open workflow takes the memory of its history. The last {@value #MOST_CLOSED} closed
 * workflows are remembered, or as many as fit into {@link #MOST_CLOSED_BYTES}; older ones are
 * NOT_FOUND. The same holds for standalone activities.
 */
public final class NullFrontEnd implements AutoCloseable {
  /** Version that the front end reports, where a server reports its own. */
  public static final String VERSION = "null-front-end";

  /** Largest number of closed workflows whose history can still be read. */
  public static final int MOST_CLOSED = 100_000;

  /** Largest size of all closed workflows, in bytes: their histories, and a kilobyte for each. */
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
            new AtomicLong(),
            new Executions<>(MOST_CLOSED, MOST_CLOSED_BYTES),
            new Executions<>(MOST_CLOSED, MOST_CLOSED_BYTES),
            new Faults(options, seed, timers),
            options);
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
   * Starts a front end.
   *
   * @param address at which it listens; port 0 takes a free port
   * @param namespace its only namespace
   * @param options its faults and limits
   * @param seed of its random choices
   * @throws IOException if it cannot listen there
   */
  public static NullFrontEnd start(
      InetSocketAddress address, String namespace, NullOptions options, long seed)
      throws IOException {
    // The id differs each time, so that a front end refuses tokens of another one that listened at
    // the same address before.
    long id = new SplittableRandom().nextLong();
    return new NullFrontEnd(address, namespace, options, seed, id);
  }

  /** Returns the port at which the front end listens. */
  public int port() {
    return server.getPort();
  }

  /**
   * Answers long polls whose time is over, every 100 ms, and removes idle queues once per minute.
   */
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

  /** Stops at once. Calls under way are cut off. */
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
