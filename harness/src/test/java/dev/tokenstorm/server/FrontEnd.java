package dev.tokenstorm.server;

import com.google.protobuf.Message;
import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A Temporal front end of a test's own, on a loopback port: it answers every call with an empty
 * message unless it is told otherwise. Thread-safe.
 */
public final class FrontEnd implements AutoCloseable {
  /** As few as a server may well allow. */
  private static final int STREAMS = 100;

  private final Server server;
  private final Map<String, Function<Message, Message>> handlers = new ConcurrentHashMap<>();
  private final Map<String, Queue<StatusRuntimeException>> failures = new ConcurrentHashMap<>();
  private final Queue<Message> received = new ConcurrentLinkedQueue<>();
  private final Map<String, List<Runnable>> held = new HashMap<>();

  public FrontEnd() {
    this(InsecureServerCredentials.create());
  }

  public FrontEnd(ServerCredentials credentials, ServerInterceptor... interceptors) {
    ServerServiceDefinition.Builder service =
        ServerServiceDefinition.builder(WorkflowServiceGrpc.getServiceDescriptor());
    for (MethodDescriptor<?, ?> method : WorkflowServiceGrpc.getServiceDescriptor().getMethods()) {
      serve(service, method);
    }
    try {
      server =
          NettyServerBuilder.forPort(0, credentials)
              .maxConcurrentCallsPerConnection(STREAMS)
              .addService(ServerInterceptors.intercept(service.build(), interceptors))
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <Q, R> void serve(
      ServerServiceDefinition.Builder service, MethodDescriptor<Q, R> method) {
    String name = Objects.requireNonNull(method.getBareMethodName());
    Message empty =
        (Message)
            Objects.requireNonNull(
                ((PrototypeMarshaller<R>) method.getResponseMarshaller()).getMessagePrototype());
    service.addMethod(
        method,
        ServerCalls.asyncUnaryCall(
            (request, observer) -> take(name, (Message) request, observer, empty)));
  }

  private <R> void take(String method, Message request, StreamObserver<R> observer, Message empty) {
    received.add(request);
    Runnable reply = () -> reply(method, request, observer, empty);
    synchronized (held) {
      List<Runnable> waiting = held.get(method);
      if (waiting != null) {
        waiting.add(reply);
        return;
      }
    }
    reply.run();
  }

  @SuppressWarnings("unchecked") // a test answers with the method's own type
  private <R> void reply(
      String method, Message request, StreamObserver<R> observer, Message empty) {
    StatusRuntimeException failure =
        failures.getOrDefault(method, new ConcurrentLinkedQueue<>()).poll();
    if (failure != null) {
      observer.onError(failure);
      return;
    }
    try {
      observer.onNext((R) handlers.getOrDefault(method, unused -> empty).apply(request));
      observer.onCompleted();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }

  /** Answers a method's calls so; the handler may throw a {@link StatusRuntimeException}. */
  public void answer(String method, Function<Message, Message> handler) {
    handlers.put(method, handler);
  }

  /** Answers all of a method's calls with this status. */
  public void refuse(String method, Status status) {
    answer(
        method,
        unused -> {
          throw status.asRuntimeException();
        });
  }

  /** Lets the method's next calls fail so, one after the other. */
  public void failNext(String method, Status... statuses) {
    for (Status status : statuses) {
      failNext(method, status.asRuntimeException());
    }
  }

  /** Lets the method's next call fail so. */
  public void failNext(String method, StatusRuntimeException failure) {
    failures.computeIfAbsent(method, unused -> new ConcurrentLinkedDeque<>()).add(failure);
  }

  /** Answers no call of the method until it is released. */
  public void hold(String method) {
    synchronized (held) {
      held.putIfAbsent(method, new ArrayList<>());
    }
  }

  /** Calls of a held method that wait for their answer. */
  public int holding(String method) {
    synchronized (held) {
      return held.getOrDefault(method, List.of()).size();
    }
  }

  /** Answers what it held, and holds no more. */
  public void release(String method) {
    List<Runnable> waiting;
    synchronized (held) {
      waiting = held.remove(method);
    }
    if (waiting != null) {
      waiting.forEach(Runnable::run);
    }
  }

  /** The requests of one kind, in the order in which they came. */
  public <T extends Message> List<T> received(Class<T> type) {
    return received.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public int port() {
    return server.getPort();
  }

  /** The plan of a target here. */
  public TargetPlan plan() {
    return new TargetPlan(
        new TargetPlan.Address(new HostPort("127.0.0.1", port())), Optional.of("default"), "queue");
  }

  /** A connection to it. */
  public Target target() {
    return target(new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM));
  }

  /** A connection to it. */
  public Target target(RpcStatuses statuses, ReplyWatch watch) {
    return Target.open(plan(), new NoopScope(), statuses, watch);
  }

  /** The target that the environment names, if these are its variables. */
  public static Target target(
      Map<String, String> variables, RpcStatuses statuses, ReplyWatch watch) {
    TargetPlan plan =
        new TargetPlan(
            new TargetPlan.Environment(Optional.empty()), Optional.of("default"), "queue");
    return Target.open(NamedTarget.of(plan, variables), new NoopScope(), statuses, watch);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
