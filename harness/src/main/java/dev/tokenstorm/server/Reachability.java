package dev.tokenstorm.server;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** A target is asked whether it answers and has the namespace; if not, one sentence says why. */
final class Reachability {
  private static final int TIMEOUT_SECONDS = 10;

  /** A server that this process has just started answers late where the host is busy. */
  private static final int OWN_TIMEOUT_SECONDS = 60;

  /** A server whose store is busy for a moment is asked again so often, within two seconds. */
  static final int RETRIES = 5;

  private Reachability() {}

  /**
   * Calls the target.
   *
   * @return the server's version, or empty when it does not say
   * @throws TargetException when it does not answer, or not as it should
   */
  static String check(WorkflowServiceStubs stubs, TargetInfo target, Security security) {
    try {
      String version =
          answer(
                  stubs,
                  seconds(target),
                  stub -> stub.getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
              .getServerVersion();
      if (!target.kind().equals(TargetInfo.EMBEDDED)) {
        DescribeNamespaceRequest namespace =
            DescribeNamespaceRequest.newBuilder().setNamespace(target.namespace()).build();
        answer(stubs, seconds(target), stub -> stub.describeNamespace(namespace));
      }
      return version;
    } catch (StatusRuntimeException e) {
      throw explain(e, target, security, System.getenv(), seconds(target));
    }
  }

  private static int seconds(TargetInfo target) {
    return target.kind().equals(TargetInfo.REMOTE) ? TIMEOUT_SECONDS : OWN_TIMEOUT_SECONDS;
  }

  private static <T> T answer(
      WorkflowServiceStubs stubs, int seconds, Function<WorkflowServiceBlockingStub, T> call) {
    return new Backoff(1)
        .callAgain(
            RETRIES,
            Reachability::isMomentary,
            () -> call.apply(stubs.blockingStub().withDeadlineAfter(seconds, TimeUnit.SECONDS)));
  }

  /**
   * Whether a server that is there said that it cannot serve the call now. A connection that failed
   * has a cause or says what became of it, and is not made to wait.
   */
  private static boolean isMomentary(StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.UNAVAILABLE
        && failure.getCause() == null
        && !wasClosed(failure);
  }

  /** One sentence for a failed call, which says so if it was a proxy that failed it. */
  static TargetException explain(
      StatusRuntimeException failure, TargetInfo target, Security security) {
    return explain(failure, target, security, System.getenv());
  }

  /**
   * @param environment variables that may name a proxy
   */
  static TargetException explain(
      StatusRuntimeException failure,
      TargetInfo target,
      Security security,
      Map<String, String> environment) {
    return explain(failure, target, security, environment, TIMEOUT_SECONDS);
  }

  private static TargetException explain(
      StatusRuntimeException failure,
      TargetInfo target,
      Security security,
      Map<String, String> environment,
      int seconds) {
    Optional<HttpProxy> proxy = HttpProxy.ofGrpc(target.address(), environment);
    String at = target.address() + proxy.map(each -> ", through " + each.words() + ",").orElse("");
    // A server that answers, if only by a refusal, needs no other proxy.
    String hint =
        proxy.isEmpty() && !isLoopback(target.address()) ? HttpProxy.unused(environment) : "";
    String reason =
        switch (failure.getStatus().getCode()) {
          case UNAVAILABLE ->
              proxy
                      .flatMap(each -> ProxyFailure.explain(failure, each, target.address()))
                      .orElseGet(() -> unavailable(failure, at, security))
                  + hint;
          case DEADLINE_EXCEEDED ->
              at + " did not answer within " + seconds + " s; check address and TLS." + hint;
          case NOT_FOUND ->
              "Namespace "
                  + target.namespace()
                  + " does not exist at "
                  + target.address()
                  + "; create it, or name another with --namespace.";
          case UNAUTHENTICATED, PERMISSION_DENIED ->
              at
                  + " refused the credentials for namespace "
                  + target.namespace()
                  + "; check the API key or client certificate of the profile, and --namespace.";
          case UNIMPLEMENTED ->
              at + " speaks gRPC but is not a Temporal front end; check the port.";
          case INTERNAL ->
              security.isTls()
                  ? at + " speaks TLS but not gRPC; check the port."
                  : at
                      + " does not speak gRPC without TLS; check the port, and "
                      + security.toTls()
                      + " if it speaks TLS.";
          default ->
              at
                  + " answered "
                  + failure.getStatus().getCode()
                  + " ("
                  + Sentences.rootMessage(failure)
                  + ").";
        };
    return new TargetException(reason, failure);
  }

  private static boolean isLoopback(String address) {
    return address.matches("(localhost|127\\.[\\d.]+|\\[::1]):\\d+");
  }

  /**
   * Whether the connection was reset. It is where a server closes it with a client's bytes unread,
   * as after a TLS 1.3 handshake without the client certificate that it wants: its alert is lost.
   */
  private static boolean wasReset(StatusRuntimeException failure) {
    String said = String.valueOf(Sentences.rootMessage(failure)).toLowerCase(Locale.ROOT);
    return said.contains("connection reset") || said.contains("broken pipe");
  }

  private static String unavailable(StatusRuntimeException failure, String at, Security security) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "The name in " + at + " does not resolve; check the address.";
      }
      if (cause instanceof ConnectException) {
        return at + " refused the connection; is a Temporal server listening there?";
      }
      if (cause instanceof SSLException) {
        return TlsFailure.sentence(cause, at, security);
      }
    }
    return wasClosed(failure)
        ? TlsFailure.closed(at, security)
        : at + " is unavailable (" + Sentences.rootMessage(failure) + ").";
  }

  private static boolean wasClosed(StatusRuntimeException failure) {
    String description = String.valueOf(failure.getStatus().getDescription());
    return wasReset(failure)
        || description.contains("closed")
        || description.contains("HTTP/2")
        || description.contains("http2")
        || description.contains("SETTINGS");
  }
}
