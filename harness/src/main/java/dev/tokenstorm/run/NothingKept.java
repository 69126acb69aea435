package dev.tokenstorm.run;

import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps no files, for whoever takes a run's outcome itself. */
final class NothingKept implements ResultKeeper {
  private final Findings findings = new Findings();

  @Override
  public void accept(Interval interval) {}

  @Override
  public Findings findings() {
    return findings;
  }

  @Override
  public UndoJournal undo() {
    return UndoJournal.NONE;
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  @Override
  public Kept keep(RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    return new Kept(List.of(), false);
  }

  @Override
  public void close() {}
}
