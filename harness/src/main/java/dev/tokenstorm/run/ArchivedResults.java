package dev.tokenstorm.run;

import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a run finds out where it belongs, and after that in an archive. */
final class ArchivedResults implements ResultKeeper {
  private final ResultKeeper keeper;
  private final RunArchive.Entry entry;

  ArchivedResults(ResultKeeper keeper, RunArchive.Entry entry) {
    this.keeper = keeper;
    this.entry = entry;
  }

  @Override
  public void accept(Interval interval) {
    keeper.accept(interval);
    entry.accept(interval);
  }

  @Override
  public Findings findings() {
    return keeper.findings();
  }

  @Override
  public UndoJournal undo() {
    return keeper.undo();
  }

  @Override
  public Optional<Path> folder() {
    return keeper.folder();
  }

  @Override
  public Kept keep(RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    Kept kept = keeper.keep(result, judgement, bottlenecks);
    List<String> problems = new ArrayList<>(kept.problems());
    entry.keep(result, judgement, bottlenecks, folder()).ifPresent(problems::add);
    return new Kept(problems, kept.report());
  }

  @Override
  public void close() {
    keeper.close();
  }
}
