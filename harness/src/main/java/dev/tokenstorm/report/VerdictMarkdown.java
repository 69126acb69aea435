package dev.tokenstorm.report;

import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a verdict in GitHub's flavour of Markdown: one row for each objective, doubt and
 * invariant.
 */
public final class VerdictMarkdown {
  /** Characters that have a meaning in Markdown; a backslash before them takes it away. */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&#!]");

  private static final Pattern OURS =
      Pattern.compile(
          "## (PASSED|FAILED|UNTRUSTWORTHY|INTERRUPTED|NOT FINISHED)\\b[^\\n]*\\n\\nRun \\S");

  private VerdictMarkdown() {}

  /** Returns the document. */
  public static String render(RunResult result, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    lines.add("## " + escaped(Headline.of(result, verdict)));
    lines.add("");
    lines.add(escaped("Run " + result.facts().runId() + " · " + result.facts().target().address()));
    if (!verdict.objectives().isEmpty()) {
      header(lines, "objective", "measured");
      for (ObjectiveResult objective : verdict.objectives()) {
        row(
            lines,
            objective.met() ? "✅" : "❌",
            escaped(objective.requirement()),
            escaped(objective.shown() + ", " + objective.outcome().words()));
      }
    }
    if (!verdict.doubts().isEmpty()) {
      header(lines, "doubt", "why");
      for (Doubt doubt : verdict.doubts()) {
        row(lines, "⚠️", doubt.kind().key(), escaped(doubt.sentence()));
      }
    }
    header(lines, "invariant", "");
    for (Invariant invariant : verdict.invariants()) {
      row(
          lines,
          invariant.held() ? "✅" : "❌",
          escaped(invariant.name()),
          escaped(String.join(" ", invariant.breaches())));
    }
    if (!verdict.notes().isEmpty()) {
      lines.add("");
      verdict.notes().forEach(note -> lines.add("- " + escaped(note)));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * Returns the document of a run without a result: one row, with a broken invariant.
   *
   * @param reason why there is no result
   */
  public static String unfinished(String runId, String reason) {
    List<String> lines = new ArrayList<>(List.of("## NOT FINISHED", "", escaped("Run " + runId)));
    header(lines, "invariant", "");
    row(lines, "❌", escaped(Invariant.ENDED), escaped(reason));
    return String.join("\n", lines) + "\n";
  }

  /** Returns whether a text is such a document, written by any version of this program. */
  public static boolean wrote(String text) {
    return OURS.matcher(text).lookingAt();
  }

  private static void header(List<String> lines, String first, String second) {
    lines.add("");
    row(lines, "", first, second);
    lines.add("|---|---|---|");
  }

  private static void row(List<String> lines, String mark, String first, String second) {
    lines.add("| " + mark + " | " + first + " | " + second + " |");
  }

  private static String escaped(String text) {
    return SPECIAL.matcher(Paragraph.harmless(text)).replaceAll("\\\\$0");
  }
}
