package dev.tokenstorm.doctor;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.server.HttpProxy;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.StandaloneSupport;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetInfo;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.NamespaceState;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Checks whether a target is reachable and can do what a test asks of it. Checks leave no trace on
 * the target.
 */
public final class TargetChecks {
  private static final String REACHABLE = "reachable";
  private static final String NAMESPACE = "namespace";
  private static final String PERMISSIONS = "permissions";
  private static final String SERVER = "server";
  private static final String STANDALONE = "standalone";

  private static final int TIMEOUT_SECONDS = 10;
  private static final int ROUND_TRIPS = 5;
  private static final Duration SHORT_RETENTION = Duration.ofHours(1);

  private final Consumer<Finding> findings;
  private final NanoClock clock;

  /**
   * Makes the checks.
   *
   * @param findings receives each finding as soon as it is known
   */
  public TargetChecks(NanoClock clock, Consumer<Finding> findings) {
    this.clock = clock;
    this.findings = findings;
  }

  /** Reports a target that cannot even be started or addressed. */
  public void unusable(String sentence) {
    findings.accept(Finding.failed(REACHABLE, sentence));
    skip("skipped", NAMESPACE, PERMISSIONS, SERVER, STANDALONE);
  }

  /**
   * Checks a target.
   *
   * @return whether the target was reached
   */
  public boolean check(Target target) {
    TargetInfo info = target.info();
    WorkflowServiceStubs stubs = target.connect();
    GetSystemInfoResponse system;
    try {
      system = systemInfo(stubs);
      findings.accept(reachable(stubs, info));
    } catch (StatusRuntimeException e) {
      unusable(String.valueOf(target.explain(e).getMessage()));
      return false;
    }
    if (info.kind().equals(TargetInfo.EMBEDDED)) {
      skip("not applicable to the embedded target", NAMESPACE, PERMISSIONS, SERVER, STANDALONE);
      return true;
    }
    if (info.kind().equals(TargetInfo.NULL)) {
      skip("not applicable to the null front end", NAMESPACE, PERMISSIONS, SERVER, STANDALONE);
      return true;
    }
    Optional<NamespaceInfo> namespace = namespace(target, stubs);
    if (namespace.isPresent()) {
      permissions(stubs, info.namespace(), needed(system, namespace.get()));
    } else {
      skip("skipped", PERMISSIONS);
    }
    findings.accept(server(system, namespace));
    if (namespace.isPresent()) {
      findings.accept(standalone(system, namespace.get()));
    } else {
      skip("skipped", STANDALONE);
    }
    return true;
  }

  private void skip(String why, String... subjects) {
    for (String subject : subjects) {
      findings.accept(Finding.skipped(subject, why));
    }
  }

  private Finding reachable(WorkflowServiceStubs stubs, TargetInfo info) {
    if (info.kind().equals(TargetInfo.EMBEDDED)) {
      return Finding.advice(
          REACHABLE,
          "the embedded target, in this process: a place to try things, not a benchmark; name a"
              + " server with --target");
    }
    if (info.kind().equals(TargetInfo.NULL)) {
      return Finding.advice(
          REACHABLE,
          "the null front end, in this process: no server, but what the harness's own ceiling is"
              + " measured with; name a server with --target");
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUND_TRIPS; i++) {
      long began = clock.nanoTime();
      systemInfo(stubs);
      least = Math.min(least, clock.nanoTime() - began);
    }
    return Finding.good(
        REACHABLE,
        String.format(
                Locale.ROOT, "%s, answers in %.1f ms", info.address(), least / Nanos.PER_MILLI)
            + HttpProxy.ofGrpc(info.address())
                .map(proxy -> " through " + proxy.words())
                .orElse(""));
  }

  private static GetSystemInfoResponse systemInfo(WorkflowServiceStubs stubs) {
    return stub(stubs).getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
  }

  private static WorkflowServiceBlockingStub stub(WorkflowServiceStubs stubs) {
    return stubs.blockingStub().withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns the target's namespace; empty if it does not exist or cannot be used. */
  private Optional<NamespaceInfo> namespace(Target target, WorkflowServiceStubs stubs) {
    TargetInfo info = target.info();
    DescribeNamespaceResponse described;
    try {
      described =
          stub(stubs)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(info.namespace()).build());
    } catch (StatusRuntimeException e) {
      findings.accept(Finding.failed(NAMESPACE, String.valueOf(target.explain(e).getMessage())));
      return Optional.empty();
    }
    NamespaceState state = described.getNamespaceInfo().getState();
    if (state != NamespaceState.NAMESPACE_STATE_REGISTERED) {
      String word = state.name().replaceFirst("NAMESPACE_STATE_", "").toLowerCase(Locale.ROOT);
      findings.accept(
          Finding.failed(
              NAMESPACE, info.namespace() + " is " + word + ": name another with --namespace"));
      return Optional.empty();
    }
    findings.accept(
        retention(
            info.namespace(),
            Duration.ofSeconds(
                described.getConfig().getWorkflowExecutionRetentionTtl().getSeconds())));
    return Optional.of(described.getNamespaceInfo());
  }

  private static Finding retention(String namespace, Duration retention) {
    String text =
        namespace + " is registered, and keeps closed workflows for " + inWords(retention);
    return retention.compareTo(SHORT_RETENTION) < 0
        ? Finding.advice(
            NAMESPACE, text + ": audits may come too late, so set its retention to an hour or more")
        : Finding.good(NAMESPACE, text);
  }

  private static String inWords(Duration duration) {
    if (duration.toDays() > 0 && duration.toHours() % 24 == 0) {
      return duration.toDays() == 1 ? "1 day" : duration.toDays() + " days";
    }
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  /** Where there are no standalone activities, nobody needs a permission for them. */
  private static List<Permission> needed(GetSystemInfoResponse system, NamespaceInfo namespace) {
    List<Permission> needed = new ArrayList<>(Permission.ALL);
    if (support(system, namespace).activities()) {
      needed.addAll(Permission.OF_STANDALONE);
    }
    return List.copyOf(needed);
  }

  private void permissions(WorkflowServiceStubs stubs, String namespace, List<Permission> needed) {
    Set<String> allowed = new LinkedHashSet<>();
    Set<String> lacking = new LinkedHashSet<>();
    List<String> refused = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    for (Permission permission : needed) {
      allowed.add(permission.words());
      try {
        permission.probe().accept(stub(stubs), namespace);
      } catch (StatusRuntimeException e) {
        switch (e.getStatus().getCode()) {
          case INVALID_ARGUMENT -> {}
          case UNAUTHENTICATED, PERMISSION_DENIED -> {
            lacking.add(permission.words());
            refused.add(permission.method());
          }
          default -> unclear.add(permission.method() + ": " + Sentences.rootMessage(e));
        }
      }
    }
    findings.accept(permissions(allowed, lacking, refused, unclear));
  }

  private static Finding permissions(
      Set<String> allowed, Set<String> lacking, List<String> refused, List<String> unclear) {
    if (!refused.isEmpty()) {
      return Finding.failed(
          PERMISSIONS,
          "may not "
              + String.join(", ", lacking)
              + " ("
              + String.join(", ", refused)
              + "): give the API key or certificate write access to the namespace");
    }
    if (!unclear.isEmpty()) {
      return Finding.advice(
          PERMISSIONS, "nothing is refused, but not all answered as expected: " + unclear.get(0));
    }
    return Finding.good(PERMISSIONS, "may " + String.join(", ", allowed));
  }

  private static Finding standalone(GetSystemInfoResponse system, NamespaceInfo namespace) {
    StandaloneSupport support = support(system, namespace);
    return support.activities()
        ? Finding.good(STANDALONE, support.words())
        : Finding.advice(STANDALONE, support.words());
  }

  private static StandaloneSupport support(GetSystemInfoResponse system, NamespaceInfo namespace) {
    return StandaloneSupport.of(namespace, TargetInfo.version(system.getServerVersion()));
  }

  private static Finding server(GetSystemInfoResponse system, Optional<NamespaceInfo> namespace) {
    GetSystemInfoResponse.Capabilities can = system.getCapabilities();
    List<String> has = new ArrayList<>();
    List<String> lacks = new ArrayList<>();
    (can.getEagerWorkflowStart() ? has : lacks).add("eager workflow start");
    (can.getSdkMetadata() ? has : lacks).add("SDK metadata");
    (can.getActivityFailureIncludeHeartbeat() ? has : lacks).add("heartbeats with failures");
    (can.getCountGroupByExecutionStatus() ? has : lacks).add("counts by status");
    namespace.ifPresent(
        of ->
            (of.getCapabilities().getPollerAutoscaling() ? has : lacks).add("poller autoscaling"));
    String version = TargetInfo.version(system.getServerVersion()).orElse("version unknown");
    String text =
        version
            + (has.isEmpty() ? "" : ", with " + String.join(", ", has))
            + (lacks.isEmpty() ? "" : "; without " + String.join(", ", lacks));
    return can.getInternalErrorDifferentiation()
        ? Finding.good(SERVER, text)
        : Finding.advice(
            SERVER,
            text
                + ": it tells passing errors from lasting ones no better than an old one does;"
                + " upgrade it");
  }
}
