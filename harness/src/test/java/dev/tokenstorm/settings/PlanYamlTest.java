package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanYamlTest {
  /** Values that the round trip draws from. */
  private static final Map<String, List<String>> VALUES = values();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aWrittenPlanReadsBackAsTheSameRunUnderANewIdentity() throws IOException {
    Random random = new Random(7);
    int compared = 0;
    while (compared < 500) {
      Map<Setting<?>, GivenValue> drawn = draw(random);
      RunPlan plan;
      try {
        plan = run(drawn, new RunIdentity("first", 1));
      } catch (UsageException contradiction) {
        continue;
      }
      Path file = Files.writeString(folder.resolve("plan.yaml"), PlanYaml.write(plan));
      RunPlan again = run(PlanFile.read(file), new RunIdentity("second", 2));
      assertThat(again).isEqualTo(underIdentity(plan, "second"));
      compared++;
    }
  }

  @Test
  void everySettingOfAPlanIsWrittenByOneRunOrAnother() {
    Random random = new Random(7);
    List<String> expected =
        RunSettings.planNames().stream()
            .filter(name -> !List.of("out", "report", "push").contains(name))
            .toList();
    assertThat(VALUES.keySet()).as("settings that have values to draw").containsAll(expected);
    // They need two more settings, which few draws have.
    RunPlan operated =
        Sources.plan("workload", "standalone", "target", "null", "operate", "reset=1%");
    RunPlan commanded =
        Sources.plan("fault", "1s: exec a", "exec", "a={command: [b]}", "allow-exec", "true");
    StringBuilder written = new StringBuilder(PlanYaml.write(operated) + PlanYaml.write(commanded));
    for (int i = 0; i < 5_000; i++) {
      try {
        written.append(PlanYaml.write(run(draw(random), new RunIdentity("first", 1))));
      } catch (UsageException contradiction) {
        // Another draw will do.
      }
    }
    assertThat(expected).allSatisfy(name -> assertThat(written).contains("\n" + name + ":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "workflow: 3 | workflow in plan.yaml (line 1) is not a setting; did you mean workflows?",
        "inFlight: 3 | did you mean in-flight?",
        "`seed: 1\nseed: 2` | seed in plan.yaml (line 2) is there for the second time; keep one.",
        "workflows: [1, 2] | workflows in plan.yaml (line 1) must be a single value.",
        "workflows: {a: 1} | must be a single value.",
        "dev-server-arg: [[1]] | must be a single value.",
        "`workflows: 1\n"
            + "executions: 2` | workflows in plan.yaml (line 1) and executions in plan.yaml (line"
            + " 2) are two names of one setting; give one.",
        "execution: 3 | did you mean executions?",
        "workflows: | workflows in plan.yaml (line 1) has no value",
        "workflows: many | must be a whole number such as 2000, 2k or 1M, not many.",
        "workflows: !!java.net.URL [http://x] | must be a single value.",
        "workflows: !x 3 | must be a single value.",
        "allow-exec: true | allow-exec in plan.yaml (line 1) is not part of a plan; give"
            + " --allow-exec as a flag.",
        "json: true | json in plan.yaml (line 1) is not part of a plan; give --json as a flag.",
        "? [a] : b | is not a setting",
        "- workflows | must consist of keys and values",
        "workflows | must consist of keys and values",
        "`` | plan.yaml is empty",
        "# nothing | plan.yaml is empty",
        "a: b: c | plan.yaml is not YAML",
        "workflows: \"3 | plan.yaml is not YAML",
        "`a: 1\n---\nb: 2` | plan.yaml is not YAML",
        "a: *b | plan.yaml is not YAML",
        "`\u0001` | plan.yaml is not YAML",
      })
  void aWrongPlanFileIsRefusedInOneSentence(String text, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), text);
    assertThatThrownBy(() -> run(PlanFile.read(file), new RunIdentity("x", 1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(expected)
        .message()
        .matches(Printable::isPrintable);
  }

  @Test
  void aPlanFileThatCannotBeReadIsNamed() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});
    Path large = Files.writeString(folder.resolve("large"), "#".repeat(1 << 21));
    Path hostile = folder.resolve("a\u001b[31m\nb");
    for (Path file : List.of(binary, large, folder, folder.resolve("missing"), hostile)) {
      assertThatThrownBy(() -> PlanFile.read(file))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("--plan ")
          .message()
          .matches(Printable::isPrintable);
    }
  }

  @Test
  void aDeeplyNestedPlanFileIsRefused() throws IOException {
    String deep = "a: " + "[".repeat(100_000);
    Path file = Files.writeString(folder.resolve("plan.yaml"), deep, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PlanFile.read(file)).isInstanceOf(UsageException.class);
  }

  private static RunPlan run(Map<Setting<?>, GivenValue> given, RunIdentity identity) {
    return PlanParser.run(Settings.of(List.of(given)), identity);
  }

  private static RunPlan underIdentity(RunPlan plan, String runId) {
    TargetPlan target = plan.target();
    String queue =
        target.taskQueue().equals("tokenstorm-" + plan.runId())
            ? "tokenstorm-" + runId
            : target.taskQueue();
    return new RunPlan(
        runId,
        plan.seed(),
        new TargetPlan(target.choice(), target.namespace(), queue),
        plan.serverMetrics(),
        plan.workload(),
        plan.load(),
        plan.awaitedResults(),
        plan.faults(),
        plan.greeting(),
        plan.completion(),
        plan.worker(),
        plan.audit(),
        plan.verdict(),
        new OutputPlan(
            Path.of("results", runId),
            plan.output().metrics(),
            plan.output().linger(),
            Map.of(),
            Optional.empty()));
  }

  /** A few settings with values, which may contradict each other. */
  static Map<Setting<?>, GivenValue> draw(Random random) {
    Map<Setting<?>, GivenValue> drawn = new LinkedHashMap<>();
    VALUES.forEach(
        (name, values) -> {
          if (random.nextInt(4) == 0) {
            Setting<?> setting = RunSettings.named(name).orElseThrow();
            String value = values.get(random.nextInt(values.size()));
            List<String> texts =
                setting.shape() == Setting.Shape.LIST
                    ? List.of(value, values.get(0))
                    : List.of(value);
            drawn.put(setting, new GivenValue(GivenValue.Source.FLAG, setting.flag(), texts));
          }
        });
    return drawn;
  }

  /** Values of each setting of a plan that there are to draw from. */
  static Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(
        "target",
        List.of(
            "embedded",
            "dev-server",
            "env",
            "[::1]:7233",
            "h.example:7233",
            "null",
            "null:latency=exp:20ms,drift=20ms/m,rpc-latency=1ms,poll-latency=2ms,capacity=500/s,limit=1/m",
            "null:stall=2s@0,lose-replies=0.5%,duplicate-tasks=100%,eager,no-standalone,operator-commands,seed=7"));
    values.put("namespace", List.of("n", "null", "a: b # c", "\"'\\", "é 漢 😀", "- x", "true"));
    values.put("task-queue", List.of("q", "~", "{a}", " padded "));
    values.put("profile", List.of("p", "*p"));
    values.put("dev-server-path", List.of("/opt/a b/temporal", "a\tb\nc"));
    values.put(
        "server-metrics",
        List.of("http://10.0.0.5:8000/metrics", "https://[::1]/a", "http://a_b:8000/"));
    values.put("dev-server-arg", List.of("--db-filename=x", "#", "%d"));
    values.put("workflows", List.of("1", "2k"));
    values.put("duration", List.of("90s", "1.5s"));
    values.put("in-flight", List.of("1", "5k", "10..200@1s"));
    values.put("await-results", List.of("0", "3"));
    values.put("rate", List.of("200/s", "1/m", "0.1"));
    values.put("stages", List.of("30s@100/s,1m@100/s..1k/s, 2m@1k/s,10s@0/s", "1500ms@90/m..0/s"));
    values.put("arrivals", List.of("constant", "poisson"));
    values.put("burst", List.of("500@0", "3@1s, 2@100ms"));
    values.put("warmup", List.of("1s"));
    values.put("drain-timeout", List.of("1001ms"));
    values.put("grace", List.of("0", "5s"));
    values.put("workload", List.of("greeting", "standalone"));
    values.put("branches", List.of("1", "20"));
    values.put("steps", List.of("1", "20"));
    values.put("payload-bytes", List.of("4KiB"));
    values.put("max-attempts", List.of("1"));
    values.put("start-to-close-timeout", List.of("10s", "2h"));
    values.put("heartbeat-timeout", List.of("1s"));
    values.put("completers", List.of("100k"));
    values.put("completer", List.of("grpc", "sdk"));
    values.put("completer-channels", List.of("2"));
    values.put("complete-by", List.of("id"));
    values.put(
        "completion-delay",
        List.of("50ms", "exp:50ms", "uniform:10ms..90ms", "lognormal:50ms,0.5"));
    values.put(
        "outcomes", List.of("complete=97,fail=1,abandon=1,cancel=1", "fail=99.9,cancel=0.1"));
    values.put("operate", List.of("pause=5%:2s,reset=1%,options=0.5%", "pause=0%:1h,reset=100"));
    values.put("heartbeat-interval", List.of("250us", "200ms"));
    values.put("park", List.of("1", "30"));
    values.put("log-tokens", List.of("true", "false"));
    values.put("worker", List.of("wire", "sdk"));
    values.put("worker-pollers", List.of("2"));
    values.put("worker-slots", List.of("1"));
    values.put("activity-slots", List.of("2"));
    values.put("workflow-cache", List.of("1"));
    values.put("audit", List.of("none", "all", "sample:7"));
    values.put(
        "require",
        List.of(
            "completion.p99 < 50ms",
            "drain:completions.rate>5k/s",
            "errors.ratio <= 0.1% abort after 90s",
            "warmup:tokens.lost == 0 abort",
            "workflow-corrected.max != 1.5us",
            "ledger:workflows.failed >= 2.5",
            "generator.allocation-rate < 1.5GiB/s",
            "rpc.audit/GetSystemInfo.OK > 0"));
    values.put("require-trust", List.of("on", "off"));
    values.put("seed", List.of("0", "9007199254740991"));
    values.put("metrics-address", List.of("127.0.0.1:9464", "[::]:0"));
    values.put("no-metrics", List.of("true", "false"));
    values.put("linger", List.of("5m"));
    values.put(
        "fault",
        List.of(
            "0: cut 500ms",
            "700ms: delay 50ms±10ms for 1.5s",
            "2s: bandwidth 1MiB/s for 1h",
            "100ms: reset 2.5%",
            "1s: blackhole 90s",
            "1s: blackhole-replies 1ms",
            "900ms: stall 1m30s",
            "1s: lose-replies 0.5% for 1s",
            "3s: lose-replies 5% of RespondActivityTaskCompleted for 10s"));
    values.put("exec", List.of("a={command: [b]}"));
    return values;
  }
}
