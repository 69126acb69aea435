package dev.tokenstorm.target;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.RpcStatuses;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts every attempt of every call by method, code, and, where the server says it, cause and
 * scope. It sits below the SDK's retries, which hide attempts. Thread-safe.
 */
final class StatusInterceptor implements ClientInterceptor {
  private static final String CAUSE_PREFIX = "RESOURCE_EXHAUSTED_CAUSE_";
  private static final String SCOPE_PREFIX = "RESOURCE_EXHAUSTED_SCOPE_";

  private final RpcStatuses statuses;
  private final ReplyWatch watch;
  private final String prefix;
  private final ConcurrentHashMap<MethodDescriptor<?, ?>, LongAdder> ok = new ConcurrentHashMap<>();

  StatusInterceptor(RpcStatuses statuses, ReplyWatch watch) {
    this(statuses, watch, "");
  }

  private StatusInterceptor(RpcStatuses statuses, ReplyWatch watch, String prefix) {
    this.statuses = statuses;
    this.watch = watch;
    this.prefix = prefix;
  }

  /** One that counts into the same statuses, with a prefix to its methods' names. */
  StatusInterceptor withPrefix(String name) {
    return new StatusInterceptor(statuses, watch, name);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                count(method, status, trailers);
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private void count(MethodDescriptor<?, ?> method, Status ended, Metadata trailers) {
    Status status = told(ended);
    if (status.isOk()) {
      watch.ended(Status.Code.OK, false);
      counter(method).increment();
    } else {
      String name = name(method);
      watch.ended(status.getCode(), name.startsWith("Poll"));
      statuses.count(failed(name, status, trailers));
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
