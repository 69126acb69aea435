package dev.tokenstorm.report;

import dev.tokenstorm.compare.CompareAnswer;
import dev.tokenstorm.compare.CompareBlock;
import dev.tokenstorm.compare.CompareEnd;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareRun;
import dev.tokenstorm.compare.Side;
import dev.tokenstorm.comparison.ComparisonOutcome;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what a comparison prints at its end: the answer first, then the figures of the sides, what
 * was left out, and where the results are. No line is wider than {@value Summary#WIDTH} columns.
 */
public final class CompareText {
  private static final int HEADING = 12;

  private final Style style;

  /**
   * Makes a writer.
   *
   * @param colours whether to write colours: the output is a terminal, and the user wants them
   */
  public CompareText(boolean colours) {
    this.style = new Style(colours);
  }

  /** Returns the text, with a newline at its end. */
  public String render(CompareRecord comparison) {
    List<String> lines = new ArrayList<>();
    lines.addAll(title(comparison));
    lines.add("");
    lines.addAll(headed("Comparison", about(comparison)));
    lines.addAll(sides(comparison));
    List<String> answer = CompareSentences.of(comparison);
    if (!answer.isEmpty()) {
      lines.add("");
      lines.addAll(sentences("Answer", answer));
    }
    comparison
        .answer()
        .result()
        .ifPresent(result -> lines.addAll(new PairTable(style).lines(result)));
    lines.addAll(remarks(comparison));
    lines.add("");
    lines.addAll(
        headed(
            "Results",
            List.of(
                comparison.plan().directory().toString(),
                CompareFile.NAME + " has all figures, " + CompareReport.FILE + " shows them",
                "runs/ has each run's results")));
    return String.join("\n", lines) + "\n";
  }

  private List<String> title(CompareRecord comparison) {
    CompareAnswer answer = comparison.answer();
    String coloured =
        coloured(
            style,
            CompareHeadline.of(comparison),
            answer.outcome(),
            answer.result().map(ComparisonResult::undecided).orElse(true));
    List<String> lines = new ArrayList<>();
    boolean interrupted =
        comparison.state().end().filter(end -> end == CompareEnd.INTERRUPTED).isPresent();
    lines.add((interrupted ? style.warn(Headline.INTERRUPTED) + " · " : "") + coloured);
    comparison.targets().stream()
        .distinct()
        .flatMap(target -> target.caveat().stream())
        .findFirst()
        .ifPresent(caveat -> lines.addAll(Paragraph.lines("  ! ", caveat + ".", Summary.WIDTH)));
    return lines;
  }

  static String coloured(Style style, String said, ComparisonOutcome outcome, boolean undecided) {
    return switch (outcome) {
      case PASSED -> undecided ? style.warn(said) : style.good(said);
      case UNDECIDED -> style.warn(said);
      case FAILED -> style.bad(said);
    };
  }

  private static List<String> about(CompareRecord comparison) {
    double seconds = comparison.state().runs().stream().mapToDouble(CompareRun::seconds).sum();
    List<String> items = new ArrayList<>();
    items.add(comparison.plan().identity().runId());
    comparison
        .answer()
        .result()
        .ifPresent(
            result ->
                items.add(
                    Humanize.count(result.counted(), "block")
                        + (result.leftOut() == 0
                            ? ""
                            : ", %d left out".formatted(result.leftOut()))));
    items.add(
        Humanize.count(comparison.state().runs().size(), "run")
            + " in "
            + Humanize.seconds(seconds));
    items.add(comparison.state().end().map(end -> "ended as " + end.words()).orElse("under way"));
    comparison
        .answer()
        .result()
        .flatMap(result -> result.look())
        .ifPresent(
            look ->
                items.add(
                    "look %d, after %s, at a level of %s"
                        .formatted(
                            look.number(),
                            Humanize.count(look.blocks(), "block"),
                            Humanize.percent(look.level()))));
    items.add("margin " + Humanize.percent(comparison.plan().margin()));
    items.add("seed " + comparison.plan().identity().seed());
    return items;
  }

  private List<String> sides(CompareRecord comparison) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < comparison.plan().sides().size(); i++) {
      Side side = comparison.plan().sides().get(i);
      TargetInfo target = comparison.targets().get(i);
      String flags =
          side.flags().isEmpty() ? "no flags of its own" : String.join(" ", side.flags());
      String version = target.serverVersion().map(known -> ", server " + known).orElse("");
      List<String> wrapped =
          Paragraph.lines(
              String.format(Locale.ROOT, "%-" + HEADING + "s", i == 0 ? "Sides" : ""),
              "%s: %s (%s%s)".formatted(side.name(), flags, target.address(), version),
              Summary.WIDTH);
      lines.addAll(wrapped);
    }
    lines.set(0, style.bold("Sides") + lines.get(0).substring("Sides".length()));
    return lines;
  }

  private static List<String> remarks(CompareRecord comparison) {
    List<String> lines = new ArrayList<>();
    for (CompareBlock block : comparison.answer().blocks()) {
      block
          .leftOut()
          .ifPresent(
              cause ->
                  lines.addAll(
                      remark("Block %d does not count: %s.".formatted(block.number(), cause))));
    }
    for (Side side : comparison.plan().sides()) {
      doubts(comparison, side).ifPresent(text -> lines.addAll(remark(text)));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  private static List<String> remark(String text) {
    return Paragraph.lines("  ! ", text, Summary.WIDTH);
  }

  private static Optional<String> doubts(CompareRecord comparison, Side side) {
    List<CompareRun> doubted =
        comparison.state().runs().stream()
            .filter(run -> run.role() == CompareRun.Role.BLOCK)
            .filter(run -> run.side().equals(side.name()) && !run.doubts().isEmpty())
            .toList();
    return doubted.stream()
        .reduce((earlier, later) -> later)
        .map(
            last ->
                "There are doubts about %s of %s; of run %d: %s"
                    .formatted(
                        Humanize.count(doubted.size(), "run"),
                        side.name(),
                        last.number(),
                        String.join(" ", last.doubts())));
  }

  private List<String> headed(String heading, List<String> items) {
    return bold(heading, Paragraph.items(lead(heading), items, Summary.WIDTH));
  }

  private List<String> sentences(String heading, List<String> sentences) {
    List<String> lines = new ArrayList<>();
    for (String sentence : sentences) {
      lines.addAll(
          Paragraph.lines(
              lines.isEmpty() ? lead(heading) : " ".repeat(HEADING), sentence, Summary.WIDTH));
    }
    return bold(heading, lines);
  }

  private static String lead(String heading) {
    return String.format(Locale.ROOT, "%-" + HEADING + "s", heading);
  }

  private List<String> bold(String heading, List<String> lines) {
    List<String> bold = new ArrayList<>(lines);
    bold.set(0, style.bold(heading) + lines.get(0).substring(heading.length()));
    return bold;
  }
}
