package dev.tokenstorm.settings;

import static dev.tokenstorm.settings.Sources.flags;
import static dev.tokenstorm.settings.Sources.merged;
import static dev.tokenstorm.settings.Sources.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.plan.AuditPlan;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.Estimate;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.LoadShape;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Stage;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.plan.VerdictPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Loopback;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanParserTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static LoadPlan.OpenLoop steady(double perSecond, int inFlight) {
    return new LoadPlan.OpenLoop(
        LoadShape.steady(perSecond), LoadPlan.Spacing.CONSTANT, List.of(), inFlight);
  }

  @Test
  void withoutAnySettingThePlanIsTheDocumentedDefault() {
    RunPlan plan = plan();
    assertThat(plan.seed()).isEqualTo(42);
    assertThat(plan.target())
        .isEqualTo(
            new TargetPlan(
                new TargetPlan.Embedded(),
                Optional.of("default"),
                "tokenstorm-20261122-193015-4f2a"));
    assertThat(plan.load())
        .isEqualTo(
            new LoadPlan(
                new LoadPlan.ClosedLoop(InFlight.constant(200)),
                OptionalLong.of(2_000),
                Optional.empty(),
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofSeconds(20)));
    assertThat(plan.greeting())
        .isEqualTo(new GreetingPlan(2, 2, 0, 3, Duration.ofMinutes(1), Optional.empty()));
    assertThat(plan.completion())
        .isEqualTo(
            new CompletionPlan(
                16,
                CompletionPlan.Client.SDK,
                1,
                CompletionPlan.CompleteBy.TOKEN,
                new Delay.Fixed(Duration.ZERO),
                Outcomes.ALL_COMPLETE,
                Optional.empty(),
                OptionalLong.empty(),
                false,
                OperatorPlan.NONE));
    assertThat(plan.audit()).isEqualTo(new AuditPlan.Sample(100));
    assertThat(plan.output())
        .isEqualTo(
            new OutputPlan(
                Path.of("results", plan.runId()),
                Optional.of(new OutputPlan.Metrics(new HostPort("127.0.0.1", 9464), false)),
                Duration.ZERO,
                Map.of(),
                Optional.empty()));
  }

  @Test
  void channelsAreAsManyAsTheWindowNeedsUnlessTheUserSays() {
    assertThat(plan("completers", "100").completion().channels()).isEqualTo(1);
    assertThat(plan("completers", "101").completion().channels()).isEqualTo(2);
    assertThat(plan("completers", "100000").completion().channels()).isEqualTo(64);
    assertThat(plan("completers", "500", "completer-channels", "3").completion().channels())
        .isEqualTo(3);
  }

  @Test
  void anOpenLoopIsBoundBySixtySecondsOfArrivalsAndAtLeastAThousand() {
    assertThat(plan("rate", "1/s", "workflows", "5").load().arrivals()).isEqualTo(steady(1, 1_000));
    assertThat(plan("rate", "200.01/s", "duration", "1m").load().arrivals())
        .isEqualTo(steady(200.01, 12_001));
    assertThat(plan("rate", "200/s", "duration", "1m", "in-flight", "7").load().arrivals())
        .isEqualTo(steady(200, 7));
  }

  @Test
  void stagesSayWhenToStopAndTheWarmUpIsTheirBeginning() {
    LoadPlan load = plan("stages", "30s@10/s,1m@10/s..50/s", "warmup", "30s").load();
    assertThat(load.duration()).contains(Duration.ofMinutes(1));
    assertThat(load.workflows()).isEmpty();
    assertThat(load.arrivals())
        .isEqualTo(
            new LoadPlan.OpenLoop(
                new LoadShape(
                    List.of(
                        new Stage(Duration.ofSeconds(30), 10, 10),
                        new Stage(Duration.ofMinutes(1), 10, 50))),
                LoadPlan.Spacing.CONSTANT,
                List.of(),
                3_000));
  }

  @Test
  void stagesAreReplacedByARateAndNotByABound() throws IOException {
    Map<Setting<?>, GivenValue> file = file("stages: 30s@10/s\ndrain-timeout: 5s\n");
    assertThat(merged(file, flags("rate", "5/s", "duration", "1s")).load().arrivals())
        .isEqualTo(steady(5, 1_000));
    assertThatThrownBy(() -> merged(file, flags("duration", "1s")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--duration and stages in plan.yaml (line 1) exclude each other, as stages say when to"
                + " stop; leave it out, or give --rate in place of the stages.");
    assertThat(
            merged(file("rate: 5/s\nworkflows: 3\n"), flags("stages", "30s@10/s"))
                .load()
                .workflows())
        .isEmpty();
  }

  @Test
  void aRampOfPlacesIsForAClosedLoopAndAPlanFileYieldsIt() throws IOException {
    LoadPlan load = plan("in-flight", "200..10@30s", "duration", "20s", "warmup", "10s").load();
    assertThat(load.arrivals())
        .isEqualTo(new LoadPlan.ClosedLoop(new InFlight(200, 10, Duration.ofSeconds(30))));
    assertThat(load.arrivals().inFlight()).isEqualTo(200);
    Map<Setting<?>, GivenValue> file = file("in-flight: 10..200@30s\n");
    assertThat(merged(file, flags("rate", "1/s", "workflows", "5")).load().arrivals())
        .isEqualTo(steady(1, 1_000));
  }

  @Test
  void burstsAloneSayHowManyWorkflowsAndTheirBoundHoldsThemAll() {
    LoadPlan load = plan("burst", "600@0,5k@30s", "warmup", "10s").load();
    assertThat(load.workflows()).hasValue(5_000);
    assertThat(load.duration()).isEmpty();
    assertThat(load.arrivals().inFlight()).isEqualTo(5_600);
    assertThat(load.arrivals().open()).isTrue();
    assertThat(plan("burst", "5@0", "duration", "1m").load().workflows()).isEmpty();
    assertThat(plan("burst", "5@0", "rate", "50/s", "workflows", "9").load())
        .extracting(LoadPlan::workflows, each -> each.arrivals().inFlight())
        .containsExactly(OptionalLong.of(9), 3_005);
  }

  @Test
  void burstsOfAFlagReplaceTheCountOfAPlanFile() throws IOException {
    Map<Setting<?>, GivenValue> file = file("workflows: 10\nin-flight: 20\n");
    assertThat(merged(file, flags("burst", "7@1s")).load().workflows()).hasValue(7);
    assertThatThrownBy(() -> merged(file, flags("burst", "21@1s")))
        .hasMessage(
            "--burst has 21@1s, which is more than the 20 that in-flight in plan.yaml (line 2) lets"
                + " be open at one time; raise that, or lower the burst.");
  }

  @Test
  void aClosedLoopThatParksTokensHasJustTheWorkflowsAndTheTimeForIt() {
    RunPlan plan = plan("park", "10001");
    assertThat(plan.completion().park()).hasValue(10_001);
    assertThat(plan.load().workflows()).hasValue(5_001);
    assertThat(plan.load().arrivals().inFlight()).isEqualTo(5_001);
    assertThat(plan.worker().workflowCache()).isEqualTo(5_001);
    assertThat(plan.greeting().startToCloseTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(plan.longestHold()).isEqualTo(Duration.ofMinutes(5));
    RunPlan own = plan("park", "90", "in-flight", "50", "workflows", "70", "branches", "3");
    assertThat(own.load().workflows()).hasValue(70);
    assertThat(own.load().arrivals().inFlight()).isEqualTo(50);
    RunPlan open = plan("park", "8k", "rate", "100/s", "duration", "2m");
    assertThat(open.load().arrivals().inFlight()).isEqualTo(10_000);
    assertThat(open.worker().workflowCache()).isEqualTo(5_000);
    assertThat(Estimate.of(open).workflows()).hasValue(4_000);
  }

  @Test
  void theNamespaceOfAnEnvironmentIsItsOwnUnlessGiven() {
    assertThat(plan("target", "env").target().namespace()).isEmpty();
    assertThat(plan("target", "env", "namespace", "n").target().namespace()).contains("n");
  }

  @Test
  void aFlagGoesBeforeAVariableAndAVariableBeforeThePlanFile() throws IOException {
    Map<Setting<?>, GivenValue> file = file("completers: 1\nbranches: 1\nsteps: 1\n");
    Map<Setting<?>, GivenValue> variables =
        SettingVariables.read(
            Map.of(
                "TOKENSTORM_COMPLETERS", "2", "TOKENSTORM_BRANCHES", "2", "TOKENSTORM_STEPS", ""));
    RunPlan plan = merged(file, flags("completers", "3"), variables);
    assertThat(plan.completion().completers()).isEqualTo(3);
    assertThat(plan.greeting().branches()).isEqualTo(2);
    assertThat(plan.greeting().steps()).isEqualTo(1);
    assertThat(merged(variables, file).completion().completers()).isEqualTo(2);
  }

  @Test
  void aFlagReplacesWhatAPlanFileSaysToTheContrary() throws IOException {
    RunPlan plan =
        merged(
            file(
                "workflows: 10\nmetrics-address: 127.0.0.1:1\ntarget: env\nprofile: p\nlinger: 5s"),
            flags("duration", "5s", "no-metrics", "true", "target", "embedded"));
    assertThat(plan.load().workflows()).isEmpty();
    assertThat(plan.load().duration()).contains(Duration.ofSeconds(5));
    assertThat(plan.output().metrics()).isEmpty();
    assertThat(plan.output().linger()).isZero();
    assertThat(plan.target().choice()).isEqualTo(new TargetPlan.Embedded());
  }

  @Test
  void aPlanFileThatContradictsItselfIsRefusedByItsLines() {
    assertThatThrownBy(() -> merged(file("workflows: 10\nduration: 5s\n")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "workflows in plan.yaml (line 1) and duration in plan.yaml (line 2) exclude each"
                + " other; give one.");
  }

  @Test
  void anErrorNamesThePlaceThatGaveTheValue() {
    assertThatThrownBy(() -> merged(flags("workflows", "0")))
        .hasMessageStartingWith("--workflows ");
    assertThatThrownBy(() -> merged(SettingVariables.read(Map.of("TOKENSTORM_WORKFLOWS", "0"))))
        .hasMessageStartingWith("TOKENSTORM_WORKFLOWS ");
    assertThatThrownBy(() -> merged(file("\nworkflows: 0")))
        .hasMessage("workflows in plan.yaml (line 2) must be between 1 and 1000000000, not 0.");
  }

  @Test
  void aMisspeltVariableIsWarnedOfWithTheNearestOne() {
    assertThat(SettingVariables.warnings(Map.of("TOKENSTORM_INFLIGHT", "1", "PATH", "/bin")))
        .containsExactly(
            "the variable TOKENSTORM_INFLIGHT is not known and is ignored; did you mean"
                + " TOKENSTORM_IN_FLIGHT?");
  }

  @Test
  void resultsGoOnlyWhereNothingIsYet() throws IOException {
    Path existing = Files.createDirectory(folder.resolve("existing"));
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> plan("out", existing.toString())).hasMessageContaining("--out");
    assertThatThrownBy(() -> plan("out", file.resolve("x/y").toString()))
        .hasMessageContaining("--out");
    assertThat(plan("out", folder.resolve("new/../new/deep").toString())).isNotNull();
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void runIdsSortByTimeAndSeedsStayExactInJson() {
    RunIdentity identity =
        RunIdentity.create(Clock.fixed(Instant.parse("2026-11-22T19:30:15Z"), ZoneOffset.UTC));
    assertThat(identity.runId()).matches("20261122-193015-[0-9a-f]{4}");
    assertThat(identity.seed()).isBetween(0L, (1L << 53) - 1);
  }

  @Test
  void onlyAddressesOfThisHostAreLocal() {
    for (String local :
        List.of("localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1")) {
      assertThat(Loopback.isLocal(new HostPort(local, 1))).as(local).isTrue();
    }
    for (String remote :
        List.of("127.0.0.1.example.com", "10.0.0.5", "localhost.com", "fe80::1", ":::bad")) {
      assertThat(Loopback.isLocal(new HostPort(remote, 1))).as(remote).isFalse();
    }
  }

  private Map<Setting<?>, GivenValue> file(String text) throws IOException {
    return PlanFile.read(Files.writeString(folder.resolve("plan.yaml"), text));
  }

  @Test
  void objectivesOfAllSourcesAreReadAndTheFirstSourceReplacesTheOthers() {
    String both = "completion.p99 < 50ms , tokens.lost == 0";
    Map<Setting<?>, GivenValue> variable =
        SettingVariables.read(
            Map.of("TOKENSTORM_REQUIRE", both, "TOKENSTORM_REQUIRE_TRUST", "off"));
    VerdictPlan verdict = merged(variable).verdict();
    assertThat(verdict.objectives())
        .extracting(Objective::requirement)
        .containsExactly("completion.p99 < 50ms", "tokens.lost == 0");
    assertThat(verdict.trustRequired()).isFalse();
    assertThat(merged(variable, flags("require", "errors.count == 0")).verdict().objectives())
        .extracting(Objective::requirement)
        .containsExactly("errors.count == 0");
    assertThat(plan().verdict()).isEqualTo(new VerdictPlan(List.of(), true));
  }

  @Test
  void anObjectiveThatCanNeverBeJudgedIsRefused() {
    assertThatThrownBy(() -> plan("require", "warmup:completion.p99 < 5ms"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--require can never judge warmup:completion.p99: the plan has no warm-up; give"
                + " --warmup or name another phase.");
    assertThatThrownBy(() -> plan("require", "release:completions.rate > 5k/s"))
        .hasMessage(
            "--require can never judge release:completions.rate: no tokens are parked to be"
                + " released; give --park or name another phase.");
    assertThat(plan("require", "release:completions.rate > 5k/s", "park", "100")).isNotNull();
    assertThatThrownBy(() -> plan("require", "schedule-lag.p99 < 5ms"))
        .hasMessage(
            "--require can never judge schedule-lag.p99: a closed loop has no intended starts; give"
                + " --rate or ask for workflow.");
    assertThatThrownBy(() -> plan("require", "workflow-corrected.p99 < 5s"))
        .hasMessageContaining("a closed loop has no intended starts");
    for (String figure : List.of("token-wait", "completion", "resume", "activity")) {
      String objective = figure + ".p50 < 5s";
      assertThatThrownBy(() -> plan("require", objective, "outcomes", "abandon=100"))
          .hasMessageContaining("--outcomes abandon=100 completes nothing.");
      assertThat(plan("require", objective, "outcomes", "abandon=99,fail=1")).isNotNull();
    }
    assertThat(plan("require", "warmup:workflow.p50 < 1s", "warmup", "1s")).isNotNull();
    assertThatThrownBy(() -> plan("require", "fault1:recovery < 5s"))
        .hasMessage(
            "--require can never judge fault1:recovery: the plan has no faults; give --fault.");
    String[] cut = {"fault", "20s: cut 5s", "target", "null", "require", "fault2:recovery < 5s"};
    assertThatThrownBy(() -> plan(cut))
        .hasMessage(
            "--require can never judge fault2:recovery: the plan has fault1 and no other; name that"
                + " one.");
    String[] two = {
      "fault",
      "20s: cut 5s",
      "fault",
      "40s: stall 5s",
      "target",
      "null",
      "require",
      "fault3:errors.ratio < 5%"
    };
    assertThatThrownBy(() -> plan(two))
        .hasMessageContaining("the plan has fault1 to fault2; name one of them.");
    two[7] = "fault2:errors.ratio < 5%";
    assertThat(plan(two)).isNotNull();
    assertThat(plan("require", "schedule-lag.p99 < 5ms", "rate", "1/s", "workflows", "1"))
        .isNotNull();
  }
}
