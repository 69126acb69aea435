package dev.tokenstorm.report;

import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
          "## (PASSED|FAILED|UNTRUSTWORTHY|INTERRUPTED|NOT FINISHED|COMPARED)\\b[^\\n"
              + "]*\\n"
              + "\\n"
              + "(Run|Comparison) \\S");

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
   * @param what it was to be on, in a word: {@code run}
   * @param reason why there is no result
   */
  public static String unfinished(String what, String id, String reason) {
    String capital = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    List<String> lines =
        new ArrayList<>(List.of("## NOT FINISHED", "", escaped(capital + " " + id)));
    header(lines, "invariant", "");
    row(lines, "❌", escaped(Invariant.ended(what)), escaped(reason));
    return String.join("\n", lines) + "\n";
  }

  /** Returns whether a text is such a document, written by any version of this program. */
  public static boolean wrote(String text) {
    return OURS.matcher(text).lookingAt();
  }

  static void header(List<String> lines, String first, String second) {
    lines.add("");
    row(lines, "", first, second);
    lines.add("|---|---|---|");
  }

  static void row(List<String> lines, String mark, String first, String second) {
    lines.add("| " + mark + " | " + first + " | " + second + " |");
  }

  static String escaped(String text) {
    return SPECIAL.matcher(Paragraph.harmless(text)).replaceAll("\\\\$0");
  }
}
