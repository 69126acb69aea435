package dev.tokenstorm.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.bottleneck.ServerSignals.Limit;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.LoadLevel;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.measurement.SizeLimit;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.result.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Evidence made by hand, one threshold at a time. */
class BottlenecksTest {

  private static List<Bottleneck> found(Evidence evidence, Optional<ServerSignals> server) {
    RunResult result = evidence.result();
    return Bottlenecks.of(result, result.facts().plan().shape(), server);
  }

  private static Bottleneck first(Evidence evidence) {
    return found(evidence, Optional.empty()).get(0);
  }

  private static Evidence healthy() {
    return new Evidence().call(0.010).resume(0.020);
  }

  @Test
  void whereNothingIsWaitedForTheLoopsOwnBoundIsIt() {
    Bottleneck bound = first(healthy());
    assertThat(bound.cause()).isEqualTo(Cause.IN_FLIGHT);
    assertThat(bound.strength()).isGreaterThan(0.9);
    assertThat(bound.sentence()).contains("raise --in-flight");
  }

  @Test
  void tokensThatWaitForCompletersWhoseCallsLoadDoesNotSlowAreTheCompleters() {
    Evidence evidence = healthy().tokenWait(1).callsAtLittleLoad(0.010);
    assertThat(first(evidence).cause()).isEqualTo(Cause.COMPLETERS);
    assertThat(first(evidence).sentence())
        .contains(
            "15.8 of 16 completers were busy on average and 40.0 due tokens waited",
            "then 10.0 ms for the call; raise --completers");
  }

  @Test
  void tokensThatWaitForCompletersWhoseCallsLoadSlowsAreTheServers() {
    Evidence evidence = healthy().tokenWait(1).callsAtLittleLoad(0.001);
    assertThat(first(evidence).cause()).isEqualTo(Cause.SERVER_LATENCY);
    assertThat(first(evidence).sentence())
        .contains(
            "took 10.0 ms with 8 under way or more, and 1.00 ms with at most 1 under way",
            "--server-metrics URL");
  }

  @Test
  void whatWasNeverSeenAtLittleLoadIsNotHeldAgainstTheServer() {
    assertThat(first(healthy().tokenWait(1)).cause()).isEqualTo(Cause.COMPLETERS);
    assertThat(first(healthy().tokenWait(1)).sentence())
        .contains("whether the server then takes longer this run does not show");
  }

  @Test
  void answersThatLoadSlowsAreTheServersThoughNothingWaitsInLine() {
    assertThat(first(healthy().resumesAtLittleLoad(0.005)).cause()).isEqualTo(Cause.SERVER_LATENCY);
    assertThat(first(healthy().resumesAtLittleLoad(0.015)).cause()).isEqualTo(Cause.IN_FLIGHT);
  }

  @Test
  void tokensThatWaitWhileCompletersAreIdleAreTheGenerators() {
    assertThat(first(healthy().wakeUps(0.015)).cause()).isEqualTo(Cause.GENERATOR);
    assertThat(first(healthy().wakeUps(0.015)).sentence())
        .contains("its threads ran 15.0 ms late on average");
    assertThat(first(healthy().wakeUps(0.0005)).cause()).isEqualTo(Cause.IN_FLIGHT);
  }

  @Test
  void tokensThatWaitAtTimesForCompletersThatAreIdleAtOthersAreNotTheGenerators() {
    // Four completers at 60 % by calls of 200 ms, as a queue without memory has it.
    Evidence evidence = healthy().call(0.2).resume(0.21).sometimesWaiting(0.036);
    assertThat(first(evidence).cause()).isEqualTo(Cause.IN_FLIGHT);
    assertThat(first(evidence.open().workflow(0.5).closed(98)).cause())
        .isEqualTo(Cause.ARRIVAL_RATE);
  }

  @Test
  void callsOfTheSameLengthAtAnyLoadAreNotTheServersHoweverTheyVary() {
    for (int calls : new int[] {3, 4, 6, 10, 20, 40}) {
      for (int seed = 0; seed < 200; seed++) {
        Random random = new Random(seed);
        Evidence evidence =
            healthy()
                .calls(exponential(1, calls, random), exponential(8, 400, random))
                .tokenWait(1);
        assertThat(first(evidence).cause()).as("%d calls", calls).isEqualTo(Cause.COMPLETERS);
      }
    }
  }

  private static LoadLevel exponential(long load, int count, Random random) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> Evidence.level(load, 2 * load - 1, 1, -0.02 * Math.log(1 - random.nextDouble())))
        .reduce(
            (one, other) ->
                one.plus(new LoadLevel(0, one.to(), 1, other.totalNanos(), other.totalSquares())))
        .orElseThrow();
  }

  @Test
  void fewCallsThatVaryDoNotShowWhatTheServerTakesAtLittleLoad() {
    Random random = new Random(1);
    assertThat(
            first(
                    healthy()
                        .calls(exponential(1, 4, random), exponential(8, 400, random))
                        .tokenWait(1))
                .sentence())
        .contains("this run does not show, as one with --in-flight 1..");
    assertThat(first(healthy().open().tokenWait(1).closed(50)).sentence())
        .endsWith("whether the server then takes longer this run does not show.");
  }

  @Test
  void aStallOfAFewCallsIsNotWhatMostOfThemTake() {
    Evidence evidence =
        healthy()
            .calls(Evidence.level(4, 7, 4_000, 0.005), Evidence.level(64, 127, 20, 0.1))
            .tokenWait(1);
    assertThat(first(evidence).cause()).isEqualTo(Cause.COMPLETERS);
    assertThat(first(evidence).strength()).isGreaterThan(0.8);
  }

  @Test
  void theTimeThatTokensWereHeldBackIsNoPartOfTheirWay() {
    assertThat(first(healthy().held(60).tokenWait(1)).cause()).isEqualTo(Cause.COMPLETERS);
    assertThat(first(healthy().held(60).tokenWait(1)).strength()).isGreaterThan(0.9);
    assertThat(found(healthy().held(60), Optional.empty()))
        .noneMatch(each -> each.cause() == Cause.IN_FLIGHT);
  }

  @Test
  void tasksThatWaitWhileSlotsAreFullAreTheSlots() {
    for (TaskKind kind : TaskKind.values()) {
      Evidence evidence = healthy().taskWait(kind, 1).polls(kind, 400, 0.003, 0.003);
      assertThat(first(evidence.slots(kind, 2, 1.25)).cause()).isEqualTo(Cause.WORKER_SLOTS);
      assertThat(first(evidence.slots(kind, 2, 1.25)).sentence())
          .contains("1.25 of 2 slots for " + kind.key() + " tasks");
      assertThat(first(evidence.slots(kind, 2, 1.15)).cause()).isNotEqualTo(Cause.WORKER_SLOTS);
    }
  }

  @Test
  void tasksThatWaitForPollsWhichFindOneEachAtOnceAreThePollers() {
    Evidence evidence =
        healthy().taskWait(TaskKind.ACTIVITY, 1).polls(TaskKind.ACTIVITY, 400, 0.021, 0.020);
    assertThat(first(evidence).cause()).isEqualTo(Cause.WORKER_POLLERS);
    assertThat(first(evidence).sentence())
        .contains("10 polls for activity tasks", "--worker-pollers");
    assertThat(first(evidence.slots(TaskKind.ACTIVITY, 2, 0.1)).sentence())
        .contains("2 polls for activity tasks", "raise --activity-slots");
  }

  @Test
  void tasksThatWaitWhilePollsWaitForThemAreTheServers() {
    assertThat(
            first(
                    healthy()
                        .taskWait(TaskKind.ACTIVITY, 1)
                        .polls(TaskKind.ACTIVITY, 400, 0.2, 0.002))
                .cause())
        .isEqualTo(Cause.SERVER_LATENCY);
    // Fewer tasks wait than there are polls.
    assertThat(
            first(
                    healthy()
                        .taskWait(TaskKind.ACTIVITY, 0.09)
                        .polls(TaskKind.ACTIVITY, 400, 0.02, 0.02))
                .cause())
        .isEqualTo(Cause.SERVER_LATENCY);
  }

  @Test
  void aThreadThatRunsAsLateAsAUseTakesMakesItTheGenerators() {
    assertThat(first(healthy().tokenWait(1).hiccups(0.005)).cause()).isEqualTo(Cause.GENERATOR);
    assertThat(first(healthy().tokenWait(1).hiccups(0.001)).cause()).isEqualTo(Cause.COMPLETERS);
  }

  @Test
  void aProcessThatHasUsedUpItsHostIsWhatLoadSlows() {
    Evidence evidence = healthy().tokenWait(1).callsAtLittleLoad(0.001).hiccups(0.0002, 0.002);
    assertThat(first(evidence.cores(1.85)).cause()).isEqualTo(Cause.GENERATOR);
    assertThat(first(evidence.cores(1.75)).cause()).isEqualTo(Cause.SERVER_LATENCY);
  }

  @Test
  void refusalsGoBeforeWaitsAndNameTheKeysWithTheirDefaults() {
    Evidence evidence =
        healthy()
            .tokenWait(1)
            .rpc(new RpcStatus("PollActivityTaskQueue", "OK", "", ""), 90)
            .rpc(
                new RpcStatus(
                    "PollActivityTaskQueue", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE"),
                10);
    assertThat(first(evidence).cause()).isEqualTo(Cause.THROTTLING);
    assertThat(first(evidence).strength()).isEqualTo(1);
    assertThat(first(evidence).sentence())
        .contains(
            "refused 10 of 100 PollActivityTaskQueue calls (10.0 %, cause RPS_LIMIT, scope"
                + " NAMESPACE)",
            "frontend.namespaceRPS (2,400 by default)");
  }

  @Test
  void whatIsTooLargeIsNoThrottling() {
    Evidence evidence =
        healthy()
            .rpc(new RpcStatus("RespondWorkflowTaskCompleted", "OK", "", ""), 90)
            .rpc(
                new RpcStatus(
                    "RespondWorkflowTaskCompleted",
                    "RESOURCE_EXHAUSTED",
                    SizeLimit.MESSAGE_TOO_LARGE.name(),
                    ""),
                10);
    assertThat(first(evidence).cause()).isEqualTo(Cause.SIZE_LIMIT);
    assertThat(first(evidence).strength()).isEqualTo(1);
    assertThat(first(evidence).sentence())
        .contains(
            "refused 10 of 100 RespondWorkflowTaskCompleted calls for their size (10.0 %,"
                + " MESSAGE_TOO_LARGE)",
            "lower --payload-bytes or --branches", "4 MiB");
    assertThat(found(evidence, Optional.empty()))
        .extracting(Bottleneck::cause)
        .doesNotContain(Cause.THROTTLING);
  }

  @Test
  void aRunThatCompletesNothingSaysThatItsMessagesAreTooLarge() {
    RpcStatus refused =
        new RpcStatus(
            "RespondWorkflowTaskCompleted",
            "RESOURCE_EXHAUSTED",
            SizeLimit.MESSAGE_TOO_LARGE.name(),
            "");
    assertThat(found(healthy().completions(0).rpc(refused, 6), Optional.empty()))
        .extracting(Bottleneck::cause)
        .containsExactly(Cause.SIZE_LIMIT);
  }

  @Test
  void aLimitOfSizeThatCanBeRaisedIsNamed() {
    RpcStatus blob =
        new RpcStatus(
            "StartWorkflowExecution", "INVALID_ARGUMENT", SizeLimit.BLOB_TOO_LARGE.name(), "");
    RpcStatus transaction =
        new RpcStatus(
            "RespondWorkflowTaskCompleted",
            "INVALID_ARGUMENT",
            SizeLimit.TRANSACTION_TOO_LARGE.name(),
            "");
    assertThat(first(healthy().rpc(blob, 1)).sentence())
        .contains("limit.blobSize.error (2 MiB by default)");
    assertThat(first(healthy().rpc(transaction, 1)).sentence())
        .contains("system.transactionSizeLimit (4 MiB by default)");
  }

  @Test
  void aCallThatIsMadeAFewTimesBindsNothing() {
    RpcStatus refused =
        new RpcStatus("ShutdownWorker", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE");
    assertThat(first(healthy().rpc(refused, 19)).cause()).isEqualTo(Cause.IN_FLIGHT);
    assertThat(first(healthy().rpc(refused, 20)).cause()).isEqualTo(Cause.THROTTLING);
  }

  @Test
  void refusalsOfTheHarnessesOwnQuestionsBindNothing() {
    assertThat(
            first(
                    healthy()
                        .rpc(
                            new RpcStatus(
                                RpcStatus.AUDIT + "GetWorkflowExecutionHistory",
                                "RESOURCE_EXHAUSTED",
                                "RPS_LIMIT",
                                "NAMESPACE"),
                            100))
                .cause())
        .isEqualTo(Cause.IN_FLIGHT);
  }

  @Test
  void anOpenLoopThatKeptPaceIsBoundByItsRate() {
    Evidence evidence = healthy().open().workflow(0.2);
    assertThat(first(evidence.closed(98)).cause()).isEqualTo(Cause.ARRIVAL_RATE);
    assertThat(first(evidence.closed(98)).sentence())
        .contains("9.80 workflows per second", "10.0/s");
    assertThat(first(evidence.closed(50)).cause()).isNotEqualTo(Cause.ARRIVAL_RATE);
    assertThat(first(evidence.closed(98).workflow(4)).cause()).isNotEqualTo(Cause.ARRIVAL_RATE);
    assertThat(first(evidence.closed(98).dropped(40)).sentence())
        .startsWith("40 of 100 arrivals found --in-flight");
  }

  @Test
  void aRunOfFewCompletionsIsNotJudged() {
    assertThat(first(healthy().completions(19)).cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(first(healthy().completions(19)).sentence()).startsWith("19 completions in 10.0 s");
    assertThat(first(healthy().completions(20)).cause()).isNotEqualTo(Cause.UNKNOWN);
  }

  @Test
  void evidenceThatDoesNotSaySaysWhatIsMissing() {
    Bottleneck unknown = first(healthy().open().closed(50).workflow(4));
    assertThat(unknown.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(unknown.sentence())
        .contains("Missing: calls at little load", "--server-metrics URL");
  }

  @Test
  void whatTheServerRefusesItselfIsSeenInItsOwnSignalsOnly() {
    Evidence slow = healthy().taskWait(TaskKind.WORKFLOW, 1);
    assertThat(first(slow).cause()).isEqualTo(Cause.SERVER_LATENCY);
    Bottleneck limit = found(slow, Optional.of(signals(120, new TimerSum(0.5, 1_000)))).get(0);
    assertThat(limit.cause()).isEqualTo(Cause.PERSISTENCE_LIMIT);
    assertThat(limit.sentence())
        .contains(
            "refused itself 120 of its 1,000 database calls"
                + " (persistence_errors_resource_exhausted;",
            ": raise history.persistenceMaxQPS (9,000 by default) in the server's");
  }

  @Test
  void refusalsWithoutCallsAreNoShareOfThem() {
    assertThat(found(healthy(), Optional.of(signals(120, TimerSum.NONE))))
        .noneMatch(each -> each.cause() == Cause.PERSISTENCE_LIMIT);
  }

  @Test
  void aServersCpuIsItOnAHostThatItHasUsedUpMoreThanThisProcess() {
    Evidence slow = healthy().taskWait(TaskKind.WORKFLOW, 1);
    assertThat(causes(slow.cores(0.5), 15)).contains(Cause.SERVER_CPU);
    assertThat(causes(slow.cores(0.5), 12)).doesNotContain(Cause.SERVER_CPU);
    assertThat(causes(slow.cores(1.4), 6)).doesNotContain(Cause.SERVER_CPU);
  }

  private static List<Cause> causes(Evidence evidence, double serverCpuSeconds) {
    ServerSignals signals =
        new ServerSignals(
            10,
            new TimerSum(0.5, 1_000),
            Map.of(),
            TimerSum.NONE,
            TimerSum.NONE,
            OptionalDouble.of(serverCpuSeconds),
            0);
    return found(evidence, Optional.of(signals)).stream().map(Bottleneck::cause).toList();
  }

  @Test
  void whereWithinTheServerTheTimeGoesIsNoMoreThanTheTimeThatIsTheServers() {
    Evidence slow = healthy().taskWait(TaskKind.WORKFLOW, 1);
    ServerSignals signals = signals(0, new TimerSum(1_000, 1_000));
    List<Bottleneck> found = found(slow, Optional.of(signals));
    assertThat(found.get(0).cause()).isEqualTo(Cause.SERVER_LATENCY);
    assertThat(found.get(0).sentence()).doesNotContain("--server-metrics");
    assertThat(found.get(1).cause()).isEqualTo(Cause.PERSISTENCE_LATENCY);
    assertThat(found.get(1).strength()).isEqualTo(found.get(0).strength());
    assertThat(found.get(1).sentence()).contains("1,000 database calls took 1.00 s each");
    // A server that is not slow has no slow part.
    assertThat(found(healthy(), Optional.of(signals)))
        .noneMatch(each -> each.cause() == Cause.PERSISTENCE_LATENCY);
  }

  @Test
  void findingsAreInTheOrderOfTheirStrength() {
    List<Bottleneck> found = found(healthy().tokenWait(0.02), Optional.empty());
    assertThat(found)
        .hasSizeGreaterThan(1)
        .isSortedAccordingTo(java.util.Comparator.comparingDouble(Bottleneck::strength).reversed());
    assertThat(found).allMatch(each -> each.strength() <= 1 && each.sentence().endsWith("."));
  }

  @Test
  void theEvidenceIsWhatItSaysItIs() {
    LedgerCounts counts = healthy().result().ledger().counts();
    assertThat(counts.tokens(TokenState.COMPLETED)).isEqualTo(400);
  }

  private static ServerSignals signals(double refused, TimerSum persistence) {
    return new ServerSignals(
        10,
        persistence,
        refused == 0
            ? Map.of()
            : Map.of(new Limit("history", "PERSISTENCE_LIMIT", "SYSTEM"), refused),
        TimerSum.NONE,
        TimerSum.NONE,
        OptionalDouble.empty(),
        0);
  }

  @Test
  void aStandaloneActivitysWayHasNoWorkflowTasksAndEndsWithTheCall() {
    RunResult result =
        new Evidence()
            .standalone()
            .workflow(0.2)
            .taskWait(TaskKind.ACTIVITY, 0.03)
            .tokenWait(0.05)
            .call(0.01)
            .result();
    LatencyBreakdown breakdown =
        LatencyBreakdown.of(
            result.phase(Phase.MEASURE), result.facts().plan().shape(), /* released= */ false);
    assertThat(breakdown.workflowTasks()).isZero();
    assertThat(breakdown.activityTasks()).isCloseTo(0.03, within(0.001));
    assertThat(breakdown.completers()).isCloseTo(0.05, within(0.001));
    assertThat(breakdown.server()).isCloseTo(0.01, within(0.001));
    assertThat(breakdown.external()).isCloseTo(0.2 - 0.03 - 0.05 - 0.01, within(0.002));
    assertThat(breakdown.seconds()).isCloseTo(0.2, within(0.002));
  }

  @Test
  void aRunOfStandaloneActivitiesIsToldOfExecutions() {
    Evidence evidence = new Evidence().standalone().call(0.010).workflow(0.2).closed(98);
    assertThat(first(evidence).cause()).isEqualTo(Cause.ARRIVAL_RATE);
    assertThat(first(evidence).sentence()).contains("9.80 executions per second", "10.0/s");
    assertThat(first(evidence.workflow(1.2).tokenWait(1)).cause()).isEqualTo(Cause.COMPLETERS);
    for (Bottleneck each : found(evidence.workflow(4).closed(50), Optional.empty())) {
      assertThat(each.sentence()).doesNotContain("workflow");
    }
  }

  /** There are no branches to lower the number of. */
  @Test
  void aStandaloneActivityThatIsTooLargeHasASmallerPayloadAlone() {
    RpcStatus refused =
        new RpcStatus(
            "StartActivityExecution", "RESOURCE_EXHAUSTED", SizeLimit.MESSAGE_TOO_LARGE.name(), "");
    assertThat(first(new Evidence().standalone().rpc(refused, 6)).sentence())
        .contains("lower --payload-bytes, as")
        .doesNotContain("--branches");
  }

  @Test
  void standaloneActivitiesThatWaitForPollsAreToldOfThemAlone() {
    Evidence evidence =
        new Evidence()
            .standalone()
            .call(0.010)
            .workflow(1.1)
            .taskWait(TaskKind.ACTIVITY, 1)
            .polls(TaskKind.ACTIVITY, 400, 0.021, 0.020);
    assertThat(first(evidence).cause()).isEqualTo(Cause.WORKER_POLLERS);
    assertThat(first(evidence).sentence()).contains("for activity tasks", "--worker-pollers");
    Bottleneck server =
        first(evidence.polls(TaskKind.ACTIVITY, 400, 0.5, 0.001).callsAtLittleLoad(0.009));
    assertThat(server.cause()).isEqualTo(Cause.SERVER_LATENCY);
    assertThat(server.sentence()).contains("tasks waited 1.00 s for their start");
  }
}
