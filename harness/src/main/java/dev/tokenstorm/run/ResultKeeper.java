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
import java.util.function.Consumer;

/** Keeps what a run finds out. For one thread, but for the findings and what is to be undone. */
interface ResultKeeper extends Consumer<Interval>, AutoCloseable {

  /**
   * What is to be told of a run's files.
   *
   * @param problems one sentence on each file that could not be written
   * @param report whether there is a page that shows them
   */
  record Kept(List<String> problems, boolean report) {
    public Kept {
      problems = List.copyOf(problems);
    }
  }

  /** Takes what is wrong with single workflows and tokens. */
  Findings findings();

  /** Takes what has to be undone by hand if this process is killed. */
  UndoJournal undo();

  /** Where the results are; empty if none are kept. */
  Optional<Path> folder();

  /** Keeps the end. */
  Kept keep(RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks);

  @Override
  void close();
}
