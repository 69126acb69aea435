package dev.tokenstorm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.doctor.Finding.Mark;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.text.HostPort;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.NamespaceState;
import io.temporal.api.namespace.v1.NamespaceConfig;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TargetChecksTest {
  private static final long DAY_SECONDS = 86_400;

  @Test
  void callsThatAreNotAuthorisedAreNamedAsLacking() throws Exception {
    FrontEnd frontEnd = new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, DAY_SECONDS);
    List<Finding> findings =
        check(
            frontEnd,
            Set.of("StartWorkflowExecution", "RespondActivityTaskFailed"),
            Status.PERMISSION_DENIED);
    assertThat(findings.get(2).mark()).isEqualTo(Mark.FAILED);
    assertThat(findings.get(2).text())
        .contains(
            "may not start workflows, complete activities",
            "(StartWorkflowExecution, RespondActivityTaskFailed)",
            "give the API key");
  }

  @Test
  void callsThatAreAuthorisedAndThenRefusedForWhatTheyLackAreAllowed() throws Exception {
    FrontEnd frontEnd = new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, DAY_SECONDS);
    Set<String> all = Set.copyOf(Permission.ALL.stream().map(Permission::method).toList());
    List<Finding> findings = check(frontEnd, all, Status.INVALID_ARGUMENT);
    assertThat(findings.get(2).mark()).isEqualTo(Mark.GOOD);
  }

  @Test
  void whatStandaloneActivitiesNeedIsAskedWhereThereAreSome() throws Exception {
    FrontEnd with = new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, DAY_SECONDS);
    with.standalone = true;
    Finding lacking =
        check(with, Set.of("StartActivityExecution"), Status.PERMISSION_DENIED).get(2);
    assertThat(lacking.mark()).isEqualTo(Mark.FAILED);
    assertThat(lacking.text())
        .contains(
            "may not start, read and end standalone activities (StartActivityExecution)",
            "give the API key");

    FrontEnd without = new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, DAY_SECONDS);
    assertThat(
            check(without, Set.of("StartActivityExecution"), Status.PERMISSION_DENIED)
                .get(2)
                .text())
        .doesNotContain("standalone");
  }

  @Test
  void aServerWithoutTheCallsIsNotTakenForOneThatAllowsThem() throws Exception {
    FrontEnd frontEnd = new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, DAY_SECONDS);
    List<Finding> findings = check(frontEnd, Set.of(), Status.OK);
    assertThat(findings.get(2).mark()).isEqualTo(Mark.ADVICE);
    assertThat(findings.get(2).text()).contains("not all answered as expected");
  }

  @Test
  void aNamespaceThatIsBeingDeletedFails() throws Exception {
    List<Finding> findings =
        check(
            new FrontEnd(NamespaceState.NAMESPACE_STATE_DELETED, DAY_SECONDS), Set.of(), Status.OK);
    assertThat(findings.get(1))
        .isEqualTo(
            new Finding(
                Mark.FAILED, "namespace", "load is deleted: name another with --namespace"));
    assertThat(findings.get(2).mark()).isEqualTo(Mark.SKIPPED);
    assertThat(findings.get(4).mark()).isEqualTo(Mark.SKIPPED);
  }

  @Test
  void aServerFromBeforeStandaloneActivitiesGetsAdviceAndDoesNotFail() throws Exception {
    FrontEnd frontEnd = new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, DAY_SECONDS);
    assertThat(check(frontEnd, Set.of(), Status.OK).get(4))
        .isEqualTo(
            new Finding(
                Mark.ADVICE,
                "standalone",
                "none: servers have standalone activities since 1.31, turned off, and since 1.32,"
                    + " turned on, and this one is 1.0; upgrade it"));
  }

  @Test
  void aRetentionThatMayEndBeforeTheAuditIsMentioned() throws Exception {
    List<Finding> findings =
        check(new FrontEnd(NamespaceState.NAMESPACE_STATE_REGISTERED, 600), Set.of(), Status.OK);
    assertThat(findings.get(1).mark()).isEqualTo(Mark.ADVICE);
    assertThat(findings.get(1).text()).contains("10m", "audits");
  }

  private static List<Finding> check(FrontEnd frontEnd, Set<String> refused, Status status)
      throws IOException {
    Server server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(frontEnd)
            .intercept(new Refusing(refused, status))
            .build()
            .start();
    HostPort address =
        new HostPort(InetAddress.getLoopbackAddress().getHostAddress(), server.getPort());
    TargetPlan plan =
        new TargetPlan(new TargetPlan.Address(address), Optional.of("load"), "a-queue");
    List<Finding> findings = new ArrayList<>();
    try (Target target =
        Target.openUnchecked(
            NamedTarget.of(plan),
            new NoopScope(),
            new RpcStatuses(),
            new ReplyWatch(NanoClock.SYSTEM))) {
      assertThat(new TargetChecks(NanoClock.SYSTEM, findings::add).check(target)).isTrue();
    } finally {
      server.shutdownNow();
    }
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("reachable", "namespace", "permissions", "server", "standalone");
    return findings;
  }

  /** Answers what needs no permission. */
  private static final class FrontEnd extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    private final NamespaceState state;
    private final long retentionSeconds;
    private boolean standalone;

    FrontEnd(NamespaceState state, long retentionSeconds) {
      this.state = state;
      this.retentionSeconds = retentionSeconds;
    }

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
      observer.onNext(GetSystemInfoResponse.newBuilder().setServerVersion("1.0").build());
      observer.onCompleted();
    }

    @Override
    public void describeNamespace(
        DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> observer) {
      observer.onNext(
          DescribeNamespaceResponse.newBuilder()
              .setNamespaceInfo(
                  NamespaceInfo.newBuilder()
                      .setName(request.getNamespace())
                      .setState(state)
                      .setCapabilities(
                          NamespaceInfo.Capabilities.newBuilder()
                              .setStandaloneActivities(standalone)))
              .setConfig(
                  NamespaceConfig.newBuilder()
                      .setWorkflowExecutionRetentionTtl(
                          Duration.newBuilder().setSeconds(retentionSeconds)))
              .build());
      observer.onCompleted();
    }
  }

  /** Ends some methods' calls with a status; all others but the front end's are unimplemented. */
  private record Refusing(Set<String> methods, Status status) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      if (!methods.contains(call.getMethodDescriptor().getBareMethodName())) {
        return next.startCall(call, headers);
      }
      call.close(status, new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }
}
