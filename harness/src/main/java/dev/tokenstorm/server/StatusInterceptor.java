package dev.tokenstorm.server;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.SizeLimit;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts every attempt of every call by method, code, and, where the server says it, cause and
 * scope. It sits below the SDK's retries, which hide attempts. Thread-safe.
 */
final class StatusInterceptor implements ClientInterceptor {
  private static final String CAUSE_PREFIX = "RESOURCE_EXHAUSTED_CAUSE_";
  private static final String SCOPE_PREFIX = "RESOURCE_EXHAUSTED_SCOPE_";

  /** A poll that fails sooner was refused, and not cut. */
  private static final long SHORTEST_CUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How much sooner than its deadline a call may end that ended by it. */
  private static final long DEADLINE_GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RpcStatuses statuses;
  private final ReplyWatch watch;
  private final String prefix;
  private final boolean probe;
  private final ConcurrentHashMap<MethodDescriptor<?, ?>, LongAdder> ok = new ConcurrentHashMap<>();

  StatusInterceptor(RpcStatuses statuses, ReplyWatch watch) {
    this(statuses, watch, "", false);
  }

  private StatusInterceptor(RpcStatuses statuses, ReplyWatch watch, String prefix, boolean probe) {
    this.statuses = statuses;
    this.watch = watch;
    this.prefix = prefix;
    this.probe = probe;
  }

  /** One that counts into the same statuses, with a prefix to its methods' names. */
  StatusInterceptor withPrefix(String name) {
    return new StatusInterceptor(statuses, watch, name, false);
  }

  /** The same, whose calls are probes of whether the target is there. */
  StatusInterceptor ofProbe(String name) {
    return new StatusInterceptor(statuses, watch, name, true);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    return isPoll(method) ? new Poll<>(call, method, options) : new Counted<>(call, method);
  }

  private static boolean isPoll(MethodDescriptor<?, ?> method) {
    return String.valueOf(method.getBareMethodName()).startsWith("Poll");
  }

  /** A call whose end is counted. */
  private class Counted<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private final MethodDescriptor<Q, R> method;

    Counted(ClientCall<Q, R> call, MethodDescriptor<Q, R> method) {
      super(call);
      this.method = method;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onClose(Status status, Metadata trailers) {
              count(method, status, trailers);
              watch(told(status));
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    void watch(Status status) {
      if (probe) {
        watch.probed(status.getCode());
      } else {
        watch.ended(status.getCode());
      }
    }
  }

  /** A call that may rightly go unanswered until its deadline. */
  private final class Poll<Q, R> extends Counted<Q, R> {
    private final Optional<Deadline> deadline;
    private final long startNanos = NanoClock.SYSTEM.nanoTime();
    private volatile boolean cancelled;

    Poll(ClientCall<Q, R> call, MethodDescriptor<Q, R> method, CallOptions options) {
      super(call, method);
      this.deadline = Optional.ofNullable(options.getDeadline());
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      cancelled = true;
      super.cancel(message, cause);
    }

    @Override
    void watch(Status status) {
      switch (status.getCode()) {
        case UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN -> {
          if (!cancelled && !inTime(status)) {
            failed();
          }
        }
        default -> super.watch(status);
      }
    }

    private boolean inTime(Status status) {
      return status.getCode() == Status.Code.DEADLINE_EXCEEDED
          && deadline
              .filter(end -> end.timeRemaining(TimeUnit.NANOSECONDS) > DEADLINE_GRAIN_NANOS)
              .isEmpty();
    }

    private void failed() {
      watch.pollFailed();
      if (!prefix.isEmpty() || watch.faultSince(startNanos)) {
        // No task is lost with a poll of a client that waits for a result, and what a fault of the
        // plan cuts is no ingress's doing.
        return;
      }
      long open = NanoClock.SYSTEM.nanoTime() - startNanos;
      boolean connected = getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) != null;
      if (connected && open >= SHORTEST_CUT_NANOS) {
        statuses.cutPoll(open);
      }
    }
  }

  private void count(MethodDescriptor<?, ?> method, Status ended, Metadata trailers) {
    Status status = told(ended);
    if (status.isOk()) {
      counter(method).increment();
    } else {
      statuses.count(failed(name(method), status, trailers));
    }
  }

  /** Looked up by the method itself: its name is cut out anew each time that it is asked for. */
  private LongAdder counter(MethodDescriptor<?, ?> method) {
    LongAdder known = ok.get(method);
    return known != null
        ? known
        : ok.computeIfAbsent(
            method, each -> statuses.counter(new RpcStatus(name(each), "OK", "", "")));
  }

  private String name(MethodDescriptor<?, ?> method) {
    return prefix + method.getBareMethodName();
  }

  /** A call that its maker gave up for being late is one past its deadline. */
  private static Status told(Status ended) {
    return ended.getCause() instanceof TimeoutException ? Status.DEADLINE_EXCEEDED : ended;
  }

  private static RpcStatus failed(String method, Status status, Metadata trailers) {
    String code = status.getCode().name();
    Optional<SizeLimit> tooLarge = SizeLimit.of(status);
    if (tooLarge.isPresent()) {
      return new RpcStatus(method, code, tooLarge.get().name(), "");
    }
    if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      com.google.rpc.Status details = StatusProto.fromStatusAndTrailers(status, trailers);
      for (Any detail : details.getDetailsList()) {
        if (detail.is(ResourceExhaustedFailure.class)) {
          try {
            ResourceExhaustedFailure failure = detail.unpack(ResourceExhaustedFailure.class);
            return new RpcStatus(
                method,
                code,
                withoutPrefix(failure.getCause().name(), CAUSE_PREFIX),
                withoutPrefix(failure.getScope().name(), SCOPE_PREFIX));
          } catch (InvalidProtocolBufferException e) {
            break;
          }
        }
      }
    }
    return new RpcStatus(method, code, "", "");
  }

  private static String withoutPrefix(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
