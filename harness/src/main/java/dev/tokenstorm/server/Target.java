package dev.tokenstorm.server;

import com.uber.m3.tally.Scope;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The Temporal service under test, and the only maker of connections to it. Every connection counts
 * its calls' statuses. Thread-safe; closing it closes the connections, then the server if it is
 * ours.
 */
public final class Target implements AutoCloseable {
  /** Far above what gRPC takes by default, so that no channel in between has a limit of its own. */
  private static final int MOST_METADATA_BYTES = 1 << 20;

  private final TargetInfo info;
  private final Security security;
  private final WorkflowServiceStubsOptions options;
  private final StatusInterceptor statuses;
  private final AutoCloseable server;

  /** Where its socket is; empty for the one that is reached without. */
  private final Optional<HostPort> socket;

  private final List<WorkflowServiceStubs> connections = new ArrayList<>();

  private Target(
      TargetInfo info,
      Security security,
      WorkflowServiceStubsOptions options,
      StatusInterceptor statuses,
      AutoCloseable server,
      Optional<HostPort> socket) {
    this.info = info;
    this.security = security;
    this.options = options;
    this.statuses = statuses;
    this.server = server;
    this.socket = socket;
  }

  /**
   * Starts or reaches the target, and makes sure that it is there.
   *
   * @param scope takes the SDK's own metrics
   * @throws TargetException when it cannot be used
   */
  public static Target open(
      NamedTarget named, Scope scope, RpcStatuses rpcStatuses, ReplyWatch watch) {
    return openUnchecked(named, scope, rpcStatuses, watch).checked();
  }

  /** The same, for those who need nothing else of what the environment says. */
  public static Target open(
      TargetPlan plan, Scope scope, RpcStatuses rpcStatuses, ReplyWatch watch) {
    return open(NamedTarget.of(plan), scope, rpcStatuses, watch);
  }

  /** The same, once it has answered; closed if it does not. */
  private Target checked() {
    try {
      String version = Reachability.check(connect(), info, security);
      Target target =
          new Target(info.withVersion(version), security, options, statuses, server, socket);
      closeConnections();
      return target;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the target if it is ours, and makes no call yet: for a command that checks each thing by
   * itself. The server's version is not known.
   *
   * @param scope takes the SDK's own metrics
   * @throws TargetException when it cannot be started, or its settings cannot be used
   */
  public static Target openUnchecked(
      NamedTarget named, Scope scope, RpcStatuses rpcStatuses, ReplyWatch watch) {
    Endpoint endpoint = Endpoint.of(named);
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder(endpoint.options())
            .setMetricsScope(scope)
            .validateAndBuildWithDefaults();
    TargetInfo info =
        new TargetInfo(endpoint.kind(), endpoint.address(), endpoint.namespace(), Optional.empty());
    return new Target(
        info,
        endpoint.security(),
        options,
        new StatusInterceptor(rpcStatuses, watch),
        endpoint.server(),
        endpoint.socket());
  }

  /**
   * The same service, if it is still there, with connections of its own that count statuses by
   * themselves: for one of several runs, one after the other. Closing it closes these connections
   * alone.
   *
   * @param scope takes the SDK's own metrics
   * @throws TargetException when it cannot be used any more
   */
  public Target again(Scope scope, RpcStatuses rpcStatuses, ReplyWatch watch) {
    WorkflowServiceStubsOptions scoped =
        WorkflowServiceStubsOptions.newBuilder(options)
            .setMetricsScope(scope)
            .validateAndBuildWithDefaults();
    return new Target(
            info, security, scoped, new StatusInterceptor(rpcStatuses, watch), () -> {}, socket)
        .checked();
  }

  /**
   * The same service, with connections of its own for somebody who is to lose them. Closing it
   * closes these connections alone. No call is made.
   */
  public Target withOwnConnections() {
    return new Target(info, security, options, statuses, () -> {}, socket);
  }

  /** Returns how many connections have been made, and not been closed. */
  public int connectionCount() {
    synchronized (connections) {
      return connections.size();
    }
  }

  /**
   * The same service, all of whose connections are made to another address that passes bytes on to
   * it. TLS still checks the service's own name. It takes this one's place, and closing it closes
   * the service; if the service does not answer that way, all is closed.
   *
   * @param passage where to connect in place of the service's socket
   * @throws TargetException when the service has no socket, or cannot be used that way
   */
  public Target through(HostPort passage) {
    String authority = socket.map(HostPort::toString).orElseThrow(this::noSocket);
    Consumer<ManagedChannelBuilder<?>> initializer =
        Optional.ofNullable(options.getChannelInitializer()).orElse(channel -> {});
    WorkflowServiceStubsOptions diverted =
        WorkflowServiceStubsOptions.newBuilder(options)
            .setTarget(passage.toString())
            .setChannelInitializer(
                channel -> {
                  channel.overrideAuthority(authority);
                  initializer.accept(channel);
                })
            .validateAndBuildWithDefaults();
    return new Target(info, security, diverted, statuses, server, socket).checked();
  }

  /**
   * Returns where the service listens.
   *
   * @throws TargetException when it has no socket
   */
  public HostPort socket() {
    return socket.orElseThrow(this::noSocket);
  }

  /** Whether what goes over its connections can be read by nobody in between. */
  public boolean usesTls() {
    return security.isTls();
  }

  /**
   * Makes a connection to the service that passes on whatever others sent: it adds no headers, and
   * counts nothing. Whoever asks for it closes it. Callbacks run on the event loop.
   *
   * @throws TargetException when the service has no socket, or TLS, by which others cannot send
   */
  public ManagedChannel bareChannel() {
    if (socket.isEmpty() || usesTls()) {
      throw new TargetException("The " + info.kind() + " target has no connections to pass calls.");
    }
    return NettyChannelBuilder.forTarget(options.getTarget())
        .usePlaintext()
        .directExecutor()
        .disableRetry()
        .maxInboundMessageSize(Integer.MAX_VALUE)
        .maxInboundMetadataSize(MOST_METADATA_BYTES)
        .build();
  }

  private TargetException noSocket() {
    return new TargetException("The " + info.kind() + " target has no socket to connect to.");
  }

  /** Returns the process that the target is, if this run started one. */
  public Optional<DevServer> devServer() {
    return server instanceof DevServer own ? Optional.of(own) : Optional.empty();
  }

  public TargetInfo info() {
    return info;
  }

  /** One sentence for a call to it that failed. */
  public TargetException explain(StatusRuntimeException failure) {
    return Reachability.explain(failure, info, security);
  }

  /** A connection whose callbacks run on the stubs' usual executor. */
  public WorkflowServiceStubs connect(ClientInterceptor... interceptors) {
    return connect(builder(statuses, interceptors));
  }

  /** A connection for questions that are no part of the load, counted apart from it. */
  public WorkflowServiceStubs connectForAudit() {
    return connect(builder(statuses.withPrefix(RpcStatus.AUDIT)));
  }

  /** A connection for {@link ReachabilityProbe}, counted with the audit's. */
  WorkflowServiceStubs connectForProbe() {
    return connect(builder(statuses.ofProbe(RpcStatus.AUDIT)));
  }

  private WorkflowServiceStubs connectDirect(StatusInterceptor counting) {
    WorkflowServiceStubsOptions.Builder builder = builder(counting);
    if (options.getChannel() == null) {
      builder.setChannelInitializer(
          channel -> {
            if (options.getChannelInitializer() != null) {
              options.getChannelInitializer().accept(channel);
            }
            channel.directExecutor().disableRetry();
          });
    }
    return connect(builder);
  }

  /**
   * A channel whose callbacks run on the event loop, for callers to whom each microsecond counts:
   * it adds the headers that the SDK's stubs do, and counts statuses, and nothing else. There are
   * no SDK metrics, no retries and no deadline but the call's own.
   */
  public Channel directChannel() {
    return directChannel(statuses);
  }

  /** The same for clients that wait for results, counted apart. */
  public Channel resultChannel() {
    return directChannel(statuses.withPrefix(RpcStatus.RESULT));
  }

  private Channel directChannel(StatusInterceptor counting) {
    return ClientInterceptors.intercept(
        connectDirect(counting).getRawChannel(), counting, new CallHeaders(options));
  }

  private WorkflowServiceStubsOptions.Builder builder(
      StatusInterceptor counting, ClientInterceptor... interceptors) {
    List<ClientInterceptor> all = new ArrayList<>(List.of(counting));
    all.addAll(Arrays.asList(interceptors));
    return WorkflowServiceStubsOptions.newBuilder(options).setGrpcClientInterceptors(all);
  }

  private WorkflowServiceStubs connect(WorkflowServiceStubsOptions.Builder builder) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(builder.validateAndBuildWithDefaults());
    synchronized (connections) {
      connections.add(stubs);
    }
    return stubs;
  }

  private void closeConnections() {
    List<WorkflowServiceStubs> closing;
    synchronized (connections) {
      closing = List.copyOf(connections);
      connections.clear();
    }
    closing.forEach(WorkflowServiceStubs::shutdownNow);
    long deadline = NanoClock.SYSTEM.nanoTime() + Duration.ofSeconds(5).toNanos();
    for (WorkflowServiceStubs stubs : closing) {
      stubs.awaitTermination(
          Math.max(1, deadline - NanoClock.SYSTEM.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    closeConnections();
    try {
      server.close();
    } catch (Exception e) {
      throw new TargetException("The " + info.kind() + " target cannot be stopped.", e);
    }
  }

  /** Where a target is, and how to reach it. */
  private record Endpoint(
      String kind,
      String address,
      String namespace,
      Security security,
      WorkflowServiceStubsOptions options,
      AutoCloseable server,
      Optional<HostPort> socket) {
    private static void nothing() {}

    static Endpoint of(NamedTarget named) {
      TargetPlan plan = named.plan();
      String namespace = named.namespace();
      if (plan.choice() instanceof TargetPlan.Embedded) {
        TestServer.InProcessTestServer server = TestServer.createServer(true);
        return new Endpoint(
            TargetInfo.EMBEDDED,
            "the embedded server",
            namespace,
            Security.ADDRESS,
            WorkflowServiceStubsOptions.newBuilder().setChannel(server.getChannel()).build(),
            server,
            Optional.empty());
      }
      if (plan.choice() instanceof TargetPlan.DevServer devServer) {
        DevServer server = DevServer.start(devServer, namespace);
        return new Endpoint(
            TargetInfo.DEV_SERVER,
            server.address().toString(),
            namespace,
            Security.ADDRESS,
            at(server.address()),
            server,
            Optional.of(server.address()));
      }
      if (plan.choice() instanceof TargetPlan.Null choice) {
        NullFrontEnd server = nullFrontEnd(choice, namespace);
        HostPort socket = new HostPort("127.0.0.1", server.port());
        return new Endpoint(
            TargetInfo.NULL,
            "the null front end",
            namespace,
            Security.ADDRESS,
            at(socket),
            server,
            Optional.of(socket));
      }
      if (plan.choice() instanceof TargetPlan.Address address) {
        return new Endpoint(
            TargetInfo.REMOTE,
            address.address().toString(),
            namespace,
            Security.ADDRESS,
            at(address.address()),
            Endpoint::nothing,
            Optional.of(address.address()));
      }
      EnvironmentProfile profile = named.profile().orElseThrow();
      return new Endpoint(
          TargetInfo.REMOTE,
          profile.address().toString(),
          namespace,
          profile.security(),
          profile.options(),
          Endpoint::nothing,
          Optional.of(profile.address()));
    }

    private static NullFrontEnd nullFrontEnd(TargetPlan.Null choice, String namespace) {
      try {
        return NullFrontEnd.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            namespace,
            choice.options(),
            choice.seed());
      } catch (IOException e) {
        throw new TargetException(
            "The null front end cannot listen on a loopback port: " + e.getMessage() + ".", e);
      }
    }

    private static WorkflowServiceStubsOptions at(HostPort address) {
      WorkflowServiceStubsOptions.Builder options = WorkflowServiceStubsOptions.newBuilder();
      HostAddress.of(address).applyTo(options, false, Optional.empty());
      return options.build();
    }
  }
}
