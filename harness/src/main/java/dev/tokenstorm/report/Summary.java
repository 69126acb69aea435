package dev.tokenstorm.report;

import dev.tokenstorm.ledger.LedgerReport.Finding;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what a run prints at its end: the verdict first, then what ran, throughput, latency, the
 * ledger, and how the generator did. No line is wider than {@value #WIDTH} columns.
 */
public final class Summary {
  /** Width of the widest line, in columns. */
  public static final int WIDTH = 100;

  private static final int FINDINGS_SHOWN = 20;
  private static final List<String> SETTINGS =
      List.of(
          "workload",
          "workflows",
          "duration",
          "rate",
          "stages",
          "arrivals",
          "burst",
          "in-flight",
          "branches",
          "steps",
          "worker",
          "completers",
          "completer",
          "complete-by",
          "completion-delay",
          "outcomes",
          "operate",
          "park",
          "warmup",
          "seed");

  /** The workload of which a summary says nothing. */
  private static final String GREETING = WorkloadKind.GREETING.key();

  private final Style style;

  /**
   * Makes a writer.
   *
   * @param colours whether to write colours: the output is a terminal, and the user wants them
   */
  public Summary(boolean colours) {
    this.style = new Style(colours);
  }

  /**
   * Returns the text of the summary, with a newline at its end.
   *
   * @param bottlenecks what limited the run, the most likely cause first
   * @param results where the result files are, as the user should read it; empty if there are none
   * @param problems one sentence on each result file that could not be written
   */
  public String render(
      RunResult result,
      Verdict verdict,
      List<Bottleneck> bottlenecks,
      Optional<String> results,
      List<String> problems) {
    WorkloadKind workload = result.facts().plan().workload();
    List<String> lines = new ArrayList<>(verdict(result, verdict));
    lines.addAll(ObjectiveLines.lines(style, verdict.objectives()));
    lines.add("");
    lines.addAll(run(result.facts()));
    lines.add("");
    lines.addAll(throughput(result));
    lines.addAll(BottleneckLines.lines(style, bottlenecks, WIDTH));
    if (!result.faults().isEmpty()) {
      lines.add("");
      lines.addAll(FaultLines.lines(style, result, WIDTH));
    }
    lines.add("");
    lines.addAll(
        new LatencyTable(style)
            .lines(workload, result.facts().openLoop(), result.run().latencies()));
    lines.add("");
    lines.addAll(
        LedgerLines.lines(
            style, workload, result.ledger(), result.phases().containsKey(Phase.WARMUP), WIDTH));
    lines.add("");
    lines.addAll(ErrorLines.lines(style, result.rpc(), WIDTH));
    lines.add("");
    lines.addAll(GeneratorLines.lines(style, result));
    lines.addAll(findings(result));
    results.ifPresent(
        where -> {
          lines.add("");
          lines.addAll(headed("Results", where));
        });
    problems.forEach(sentence -> lines.addAll(marked("!", sentence)));
    return String.join("\n", lines) + "\n";
  }

  private List<String> verdict(RunResult result, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add(word(result, verdict) + Paragraph.harmless(Headline.afterWord(result, verdict)));
    verdict.reasons().forEach(reason -> lines.addAll(marked("✗", reason)));
    verdict.doubts().forEach(doubt -> lines.addAll(marked("?", doubt.sentence())));
    verdict.notes().forEach(note -> lines.addAll(marked("!", note)));
    return lines;
  }

  private String word(RunResult result, Verdict verdict) {
    String word = Headline.word(result, verdict);
    return switch (verdict.outcome()) {
      case PASSED -> result.ending().interrupted() ? style.warn(word) : style.good(word);
      case FAILED -> style.bad(word);
      case UNTRUSTWORTHY -> style.warn(word);
    };
  }

  private List<String> run(RunFacts facts) {
    TargetInfo target = facts.target();
    List<String> where = new ArrayList<>(List.of(facts.runId(), target.address()));
    target.serverVersion().ifPresent(version -> where.add("server " + version));
    where.add("namespace " + target.namespace());
    where.add(
        "JVM "
            + facts.host().jvmVersion()
            + (facts.host().virtualThreads() ? ", virtual threads" : ", platform threads"));
    List<String> how = new ArrayList<>(List.of(facts.openLoop() ? "open loop" : "closed loop"));
    Map<String, Object> settings = facts.settings();
    for (String name : SETTINGS) {
      Object value = settings.get(name);
      if (value != null && !value.equals(GREETING)) {
        how.add(name + " " + value);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(Paragraph.items("Run" + " ".repeat(9), where, WIDTH));
    lines.set(0, style.bold("Run") + lines.get(0).substring("Run".length()));
    lines.addAll(Paragraph.items(" ".repeat(12), how, WIDTH));
    return lines;
  }

  private List<String> throughput(RunResult result) {
    Figures run = result.run();
    Optional<Figures> release = Optional.ofNullable(result.phases().get(Phase.RELEASE));
    List<Figures> phases = new ArrayList<>(List.of(result.phase(Phase.MEASURE)));
    List<String> names = new ArrayList<>(List.of("measured phase"));
    release.ifPresent(
        figures -> {
          phases.add(figures);
          names.add("release");
        });
    phases.add(run);
    names.add("with drain");
    List<String> lines = new ArrayList<>();
    String header = throughputRow("", "count", names);
    lines.add(style.bold("Throughput") + style.dim(header.substring("Throughput".length())));
    lines.add(
        throughputRow(
            result.facts().plan().workload().plural() + " closed",
            Humanize.count(run.workflowsClosed()),
            phases.stream().map(each -> Humanize.rate(each.workflowsPerSecond())).toList()));
    lines.add(
        throughputRow(
            "completions",
            Humanize.count(run.completions()),
            phases.stream().map(each -> Humanize.rate(each.completionsPerSecond())).toList()));
    lines.add(
        throughputRow(
            "time", "", phases.stream().map(each -> Humanize.seconds(each.seconds())).toList()));
    lines.addAll(Paragraph.lines("  ", levels(run.levels()), WIDTH));
    release.ifPresent(figures -> lines.addAll(Paragraph.lines("  ", released(figures), WIDTH)));
    return lines;
  }

  private static String throughputRow(String name, String count, List<String> phases) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-34s%10s", name, count));
    phases.forEach(phase -> row.append(String.format(Locale.ROOT, "%18s", phase)));
    return row.toString();
  }

  /**
   * Returns the completion call of the release in words. It is shown apart because all calls of a
   * release are made as fast as possible; those of other phases are not.
   */
  private static String released(Figures release) {
    LatencySummary call = release.latencies().get(Latency.COMPLETION_CALL);
    return call == null || call.count() == 0
        ? "nothing was completed in the release"
        : "in the release a completion call took p50 %s, p99 %s, at most %s"
            .formatted(
                Humanize.seconds(call.p50()),
                Humanize.seconds(call.p99()),
                Humanize.seconds(call.max()));
  }

  private static String levels(Figures.Levels levels) {
    String busy =
        levels.completersBusyMean().isPresent()
            ? Humanize.digits(levels.completersBusyMean().getAsDouble())
            : Humanize.UNKNOWN;
    return "at most %s in flight, %s pending, %s queued; %s of %s completers busy on average"
        .formatted(
            Humanize.count(levels.inFlightMax()),
            Humanize.count(levels.pendingTokensMax(), "token"),
            Humanize.count(levels.queueDepthMax()),
            busy,
            Humanize.count(levels.completers()));
  }

  private List<String> findings(RunResult result) {
    List<Finding> findings = result.ledger().findings();
    if (findings.isEmpty()) {
      return List.of();
    }
    int shown = Math.min(FINDINGS_SHOWN, findings.size());
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(
        headed(
            "Findings",
            Humanize.count(result.ledger().findingsTotal())
                + (shown < result.ledger().findingsTotal() ? ", the first " + shown + ":" : "")));
    for (Finding finding : findings.subList(0, shown)) {
      lines.addAll(
          Paragraph.lines(
              "  ", finding.kind() + "  " + finding.id() + "  " + finding.detail(), WIDTH));
    }
    return lines;
  }

  private List<String> headed(String heading, String text) {
    List<String> lines = Paragraph.lines(String.format(Locale.ROOT, "%-12s", heading), text, WIDTH);
    lines.set(0, style.bold(heading) + lines.get(0).substring(heading.length()));
    return lines;
  }

  private List<String> marked(String mark, String sentence) {
    List<String> lines = Paragraph.lines("  " + mark + " ", sentence, WIDTH);
    String coloured = mark.equals("✗") ? style.bad(mark) : style.warn(mark);
    lines.set(0, "  " + coloured + lines.get(0).substring(3));
    return lines;
  }
}
