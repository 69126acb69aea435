package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the result document of a run that did not come to its end, of what {@link UnfinishedLog}
 * and {@link LatencyLog} kept. It has what was measured up to the last whole line of both. The run
 * failed, whatever its figures are. For one thread.
 */
final class UnfinishedRun {
  private final Path directory;
  private final ObjectNode known;
  private final RunTotals totals;
  private final List<NotUndone> notUndone;
  private Optional<Interval> last = Optional.empty();

  private UnfinishedRun(Path directory, ObjectNode known, List<NotUndone> notUndone) {
    this.directory = directory;
    this.known = known;
    this.notUndone = notUndone;
    boolean open = known.path("load_model").asText().equals("open");
    this.totals = new RunTotals(Latency.ofLoop(open));
  }

  /**
   * Makes the document.
   *
   * @param directory that no process writes any more
   * @return the document; empty if the file does not say which run it is of
   */
  static Optional<ObjectNode> document(Path directory) throws IOException {
    try (UnfinishedLogReader kept = UnfinishedLogReader.open(directory)) {
      if (kept.known().isEmpty()) {
        return Optional.empty();
      }
      UnfinishedRun run = new UnfinishedRun(directory, kept.known().get(), NotUndone.of(directory));
      for (Optional<Interval> next = kept.next(); next.isPresent(); next = kept.next()) {
        run.totals.add(next.get());
        run.last = next;
      }
      return Optional.of(run.document());
    }
  }

  private ObjectNode document() {
    LedgerCounts counts = withOpen(totals.counts());
    totals.settle(counts, totals.rpc());
    Ending ending = new Ending(Ending.How.KILLED, ending());
    VerdictRecord judgement =
        new VerdictRecord(
            "failed", List.of(ending.sentence(), unsettled()), List.of(), notes(), List.of());
    ObjectNode tree = RunResultJson.document(known, ending, judgement, List.of());
    tree.set("figures", FiguresJson.write(totals.run(), totals.phases()));
    tree.set(
        "ledger",
        LedgerJson.write(new LedgerReport(counts, List.of(unsettled()), List.of(), 0), false));
    tree.set("rpc", RpcJson.write(totals.rpc()));
    NotUndone.write(tree, notUndone);
    return tree;
  }

  /** A run that could not write its result looks the same, so both are said. */
  private String ending() {
    return last.map(
            interval ->
                "The run was killed, or could not write its end; what it kept ends %s after its start."
                    .formatted(
                        Humanize.seconds(
                            Nanos.toSeconds(interval.startNanos() + interval.lengthNanos()))))
        .orElse("The run was killed, or could not write its end; it kept no interval.");
  }

  private String unsettled() {
    CellGauges open = open();
    return "The ledger was not closed: what became of the %s and %s that were open is not known."
        .formatted(
            Humanize.count(open.inFlight(), "execution"),
            Humanize.count(open.pendingTokens(), "token"));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notUndone.forEach(one -> notes.add(one.sentence()));
    notes.add(
        "Objectives were not judged and bottlenecks not looked for, as the run did not come to its"
            + " end. Single findings, polls that were cut, and what operators did are not kept.");
    PlannedFaultsNote.of(known).ifPresent(notes::add);
    if (known.at("/target/kind").asText().equals(TargetInfo.REMOTE)) {
      notes.add(
          "tokenstorm clean %s, with the run's --target and --namespace, terminates what is open."
              .formatted(known.path("run_id").asText()));
    }
    TakeUpOffer.sentence(known, directory).ifPresent(notes::add);
    return notes;
  }

  private CellGauges open() {
    return last.map(Interval::gauges).orElse(new CellGauges(0, 0, 0, 0, 0));
  }

  /** What was open is counted as open at the end. */
  private LedgerCounts withOpen(LedgerCounts counts) {
    Map<ExecutionState, Long> workflows = new EnumMap<>(ExecutionState.class);
    workflows.putAll(counts.workflows());
    workflows.merge(ExecutionState.OPEN_AT_END, open().inFlight(), Long::sum);
    Map<TokenState, Long> tokens = new EnumMap<>(TokenState.class);
    tokens.putAll(counts.tokens());
    tokens.merge(TokenState.PENDING, open().pendingTokens(), Long::sum);
    return new LedgerCounts(
        counts.intended(),
        counts.dropped(),
        counts.rejected(),
        counts.started(),
        counts.notReached(),
        workflows,
        counts.issued(),
        tokens,
        counts.unissued(),
        counts.foreign(),
        counts.wrongEnds(),
        counts.audited(),
        counts.unaudited(),
        counts.discrepancies(),
        counts.failedByUnissued());
  }
}
