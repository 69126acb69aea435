package dev.tokenstorm.report;

import dev.tokenstorm.ledger.CommandAnswer;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.OperatorCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;

/** Writes the account of executions and tokens as sums, without the terms that are zero. */
final class LedgerLines {
  private LedgerLines() {}

  /**
   * Returns the lines.
   *
   * @param workload says what an execution is called
   * @param warmup whether the run had a warm-up, which the ledger counts and the figures do not
   * @param width of a line, in columns
   */
  static List<String> lines(
      Style style, WorkloadKind workload, LedgerReport ledger, boolean warmup, int width) {
    LedgerCounts counts = ledger.counts();
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Ledger")
            + "      "
            + (ledger.balanced() ? style.good("balanced") : style.bad("DOES NOT BALANCE"))
            + (warmup ? style.dim(" (warm-up included)") : ""));
    lines.addAll(Paragraph.lines(lead(workload, workload.plural()), workflows(counts), width));
    lines.addAll(Paragraph.lines(lead(workload, "tokens"), tokens(counts), width));
    if (!ledger.operators().idle()) {
      lines.addAll(Paragraph.lines(lead(workload, "operators"), operators(ledger), width));
    }
    lines.addAll(Paragraph.lines(lead(workload, "audit"), audit(workload, counts), width));
    return lines;
  }

  private static String workflows(LedgerCounts counts) {
    List<String> terms = new ArrayList<>();
    for (ExecutionState state : ExecutionState.values()) {
      add(terms, counts.workflows(state), state.key());
    }
    List<String> others = new ArrayList<>();
    add(others, counts.dropped(), "dropped");
    add(others, counts.rejected(), "rejected");
    add(others, counts.wrongEnds(), "with a wrong end");
    return sum(counts.started(), "started", terms, others);
  }

  private static String tokens(LedgerCounts counts) {
    List<String> terms = new ArrayList<>();
    for (TokenState state : TokenState.values()) {
      add(terms, counts.tokens(state), state.key());
    }
    List<String> others = new ArrayList<>();
    add(others, counts.unissued(), "unissued");
    add(others, counts.foreign(), "foreign");
    return sum(counts.issued(), "issued", terms, others);
  }

  private static String operators(LedgerReport ledger) {
    OperatorCounts counts = ledger.operators();
    List<String> terms = new ArrayList<>();
    add(terms, counts.count(OperatorCommand.PAUSE, CommandAnswer.TAKEN), "paused");
    add(terms, counts.count(OperatorCommand.UNPAUSE, CommandAnswer.TAKEN), "unpaused");
    add(terms, counts.outlived(), "closed while paused");
    add(terms, counts.count(OperatorCommand.RESET, CommandAnswer.TAKEN), "reset");
    add(terms, counts.count(OperatorCommand.OPTIONS, CommandAnswer.TAKEN), "with another timeout");
    add(terms, counts.all(CommandAnswer.LATE), "too late");
    add(terms, counts.all(CommandAnswer.FAILED), "not answered for");
    return String.join(", ", terms);
  }

  /** A standalone activity has no history, but its description. */
  private static String audit(WorkloadKind workload, LedgerCounts counts) {
    boolean histories = workload == WorkloadKind.GREETING;
    if (counts.audited() == 0) {
      return "no " + (histories ? "history" : "description") + " was read";
    }
    String read =
        histories && counts.audited() != 1
            ? Humanize.count(counts.audited()) + " histories"
            : Humanize.count(counts.audited(), histories ? "history" : "description");
    return read
        + " compared, "
        + (counts.discrepancies() == 0
            ? "all agree"
            : Humanize.count(counts.discrepancies(), "disagreement"));
  }

  private static String sum(long total, String verb, List<String> terms, List<String> others) {
    String sum = Humanize.count(total) + " " + verb;
    if (!terms.isEmpty()) {
      sum += " = " + String.join(" + ", terms);
    }
    return others.isEmpty() ? sum : sum + "; also " + String.join(", ", others);
  }

  private static String lead(WorkloadKind workload, String name) {
    return "  " + name + " ".repeat(workload.plural().length() + 1 - name.length());
  }

  private static void add(List<String> terms, long count, String key) {
    if (count != 0) {
      terms.add(Humanize.count(count) + " " + key.replace('_', ' '));
    }
  }
}
