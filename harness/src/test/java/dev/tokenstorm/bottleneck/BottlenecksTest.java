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
import java.util.HashMap;
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
  void aRunWithNoMoreWorkflowsThanItsBoundNeedsMoreOfThem() {
    assertThat(first(healthy().inFlight(299)).sentence()).endsWith("raise --in-flight.");
    assertThat(first(healthy().inFlight(300)).sentence())
        .endsWith("; the run has no more than 300, so raise --workflows.");
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

  /** A hundred workflows of five tasks each, so 400 that go on with one. */
  private static Evidence replayed(Evidence evidence, long histories) {
    return evidence
        .workflowCache(50)
        .rpc(new RpcStatus("RespondWorkflowTaskCompleted", "OK", "", ""), 500)
        .rpc(new RpcStatus("GetWorkflowExecutionHistory", "OK", "", ""), histories);
  }

  @Test
  void aGeneratorThatReplaysIsBoundByItsCache() {
    Bottleneck cache = first(replayed(healthy().inFlight(20).wakeUps(0.015), 200));
    assertThat(cache.cause()).isEqualTo(Cause.WORKFLOW_CACHE);
    assertThat(cache.sentence())
        .contains(
            "read the histories of 200 workflows anew, and replayed them, for 400 tasks that went"
                + " on with a workflow (50.0 %): --workflow-cache 50 has no room")
        .endsWith("raise --workflow-cache.");
    assertThat(found(replayed(healthy().wakeUps(0.015), 200), Optional.empty()))
        .noneMatch(each -> each.cause() == Cause.GENERATOR);
  }

  @Test
  void fewReplaysExplainTheirShareOfALateGenerator() {
    double late = first(healthy().wakeUps(0.015)).strength();
    List<Bottleneck> found = found(replayed(healthy().wakeUps(0.015), 60), Optional.empty());
    assertThat(found.get(0).cause()).isEqualTo(Cause.GENERATOR);
    assertThat(found.get(0).strength()).isCloseTo(0.7 * late, within(0.001));
    assertThat(found.get(1).cause()).isEqualTo(Cause.WORKFLOW_CACHE);
    assertThat(found.get(1).strength()).isCloseTo(0.3 * late, within(0.001));
  }

  @Test
  void resumptionsThatLoadSlowsThoughCallsDoNotAreTheReplays() {
    assertThat(first(replayed(healthy().resumesAtLittleLoad(0.005), 400)).cause())
        .isEqualTo(Cause.WORKFLOW_CACHE);
    assertThat(first(replayed(healthy().resumesAtLittleLoad(0.015), 400)).cause())
        .isEqualTo(Cause.IN_FLIGHT);
    // Calls that load slows are the server's, whatever is replayed.
    assertThat(first(replayed(healthy().tokenWait(1).callsAtLittleLoad(0.001), 400)).cause())
        .isEqualTo(Cause.SERVER_LATENCY);
  }

  /** A worker reads the further pages of a long history, too. */
  @Test
  void readsAreNoReplaysIfTheCacheHasRoomForAllInFlight() {
    assertThat(found(replayed(healthy().wakeUps(0.015), 400), Optional.empty()))
        .anyMatch(each -> each.cause() == Cause.WORKFLOW_CACHE);
    for (int cache : new int[] {100, 600}) {
      Evidence roomy = replayed(healthy().wakeUps(0.015), 400).workflowCache(cache);
      assertThat(found(roomy, Optional.empty()))
          .anyMatch(each -> each.cause() == Cause.GENERATOR)
          .noneMatch(each -> each.cause() == Cause.WORKFLOW_CACHE);
    }
  }

  @Test
  void historiesThatTheAuditReadsAreNoReplays() {
    RpcStatus audit = new RpcStatus(RpcStatus.AUDIT + "GetWorkflowExecutionHistory", "OK", "", "");
    assertThat(first(replayed(healthy().wakeUps(0.015), 0).rpc(audit, 400)).cause())
        .isEqualTo(Cause.GENERATOR);
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
  void aBusyExecutionIsToldFromOneThatHasBranches() {
    RpcStatus busy =
        new RpcStatus(
            "RecordActivityTaskHeartbeat", "RESOURCE_EXHAUSTED", "BUSY_WORKFLOW", "NAMESPACE");
    assertThat(first(healthy().rpc(busy, 20)).sentence()).endsWith("so lower --branches.");
    assertThat(first(healthy().standalone().rpc(busy, 20)).sentence())
        .contains("a standalone activity takes one change at a time", "--heartbeat-interval")
        .doesNotContain("--branches");
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

  /** Refusals among 1,000 calls that each service took of its method. */
  private static ServerSignals refused(Map<Limit, Double> refused) {
    Map<ServiceCalls.Call, Double> taken = new HashMap<>();
    Map<ServiceCalls.Refusal, Double> refusals = new HashMap<>();
    refused.forEach(
        (limit, count) -> {
          String method =
              limit.service().equals("matching") ? "AddActivityTask" : "PollActivityTaskQueue";
          taken.put(new ServiceCalls.Call(limit.service(), method), 1_000.0);
          refusals.put(new ServiceCalls.Refusal(method, limit), count);
        });
    return new ServerSignals(
        10,
        new TimerSum(0.5, 1_000),
        Map.of(),
        new ServiceCalls(taken, refusals),
        ShardWaits.NONE,
        OptionalDouble.empty(),
        0);
  }

  @Test
  void aLimitOfAServiceIsSeenInTheServersOwnSignalsOnly() {
    Evidence slow = healthy().taskWait(TaskKind.WORKFLOW, 1);
    Limit limit = new Limit("matching", "RPS_LIMIT", "SYSTEM");
    Bottleneck first = found(slow, Optional.of(refused(Map.of(limit, 120.0)))).get(0);
    assertThat(first.cause()).isEqualTo(Cause.SERVICE_LIMIT);
    assertThat(first.strength()).isEqualTo(1);
    assertThat(first.sentence())
        .contains(
            "The server's matching service refused 120 of 1,000 AddActivityTask calls (12.0 %,"
                + " service_errors_resource_exhausted; cause RPS_LIMIT, scope SYSTEM)")
        .endsWith(": raise matching.rps (1,200 by default) in the server's dynamic configuration.");
    // Half of what alone explains a rate explains half of it.
    assertThat(found(slow, Optional.of(refused(Map.of(limit, 25.0)))))
        .filteredOn(each -> each.cause() == Cause.SERVICE_LIMIT)
        .singleElement()
        .satisfies(each -> assertThat(each.strength()).isEqualTo(0.5));
  }

  @Test
  void aServiceThatIsSlowAndRefusesForItIsNotBoundByALimit() {
    for (String cause : List.of("BUSY_WORKFLOW", "PERSISTENCE_LIMIT")) {
      Limit limit = new Limit("history", cause, "SYSTEM");
      assertThat(found(healthy(), Optional.of(refused(Map.of(limit, 500.0)))))
          .noneMatch(each -> each.cause() == Cause.SERVICE_LIMIT);
    }
  }

  @Test
  void aDatabasesLimitGoesBeforeThatOfAServiceWhichIsFullForIt() {
    Limit full = new Limit("matching", "SYSTEM_OVERLOADED", "NAMESPACE");
    ServerSignals services = refused(Map.of(full, 500.0));
    ServerSignals both =
        new ServerSignals(
            10,
            services.persistence(),
            Map.of(new Limit("matching", "PERSISTENCE_LIMIT", "SYSTEM"), 120.0),
            services.calls(),
            ShardWaits.NONE,
            OptionalDouble.empty(),
            0);
    assertThat(found(healthy(), Optional.of(both)))
        .extracting(Bottleneck::cause)
        .startsWith(Cause.PERSISTENCE_LIMIT, Cause.SERVICE_LIMIT);
  }

  @Test
  void whatAServiceRefusesAndClientsSeeIsOneFindingWhichNamesTheService() {
    Evidence refusedToClients =
        healthy()
            .rpc(new RpcStatus("PollActivityTaskQueue", "OK", "", ""), 90)
            .rpc(
                new RpcStatus(
                    "PollActivityTaskQueue", "RESOURCE_EXHAUSTED", "RPS_LIMIT", "NAMESPACE"),
                10);
    Limit own = new Limit("frontend", "RPS_LIMIT", "NAMESPACE");
    Limit passedOn = new Limit("matching", "RPS_LIMIT", "NAMESPACE");
    List<Bottleneck> matching =
        found(refusedToClients, Optional.of(refused(Map.of(own, 100.0, passedOn, 120.0))));
    assertThat(matching.get(0).cause()).isEqualTo(Cause.THROTTLING);
    assertThat(matching.get(0).sentence())
        .contains(", service matching)", "raise matching.rps (1,200 by default)")
        .doesNotContain("frontend.");
    assertThat(matching).noneMatch(each -> each.cause() == Cause.SERVICE_LIMIT);
    // The frontend's count was read a moment later.
    assertThat(
            found(refusedToClients, Optional.of(refused(Map.of(own, 1_003.0, passedOn, 998.0))))
                .get(0)
                .sentence())
        .contains(", service matching)");
    assertThat(
            found(refusedToClients, Optional.of(refused(Map.of(own, 1_003.0, passedOn, 400.0))))
                .get(0)
                .sentence())
        .contains(", service frontend)");
    assertThat(found(refusedToClients, Optional.of(refused(Map.of(own, 100.0)))).get(0).sentence())
        .contains(", service frontend)", "raise frontend.namespaceRPS (2,400 by default)")
        .doesNotContain("matching.");
  }

  @Test
  void whatOtherClientsAreRefusedByTheFrontendBindsNothingHere() {
    Limit limit = new Limit("frontend", "RPS_LIMIT", "NAMESPACE");
    assertThat(found(healthy(), Optional.of(refused(Map.of(limit, 500.0)))).get(0).cause())
        .isEqualTo(Cause.IN_FLIGHT);
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
            ServiceCalls.NONE,
            ShardWaits.NONE,
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
        ServiceCalls.NONE,
        ShardWaits.NONE,
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
