package dev.tokenstorm.run;

import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what runs come to beside their folders, such as a history does. */
@FunctionalInterface
public interface RunArchive {

  /** Begins with a run, before its load. */
  Entry begin(RunFacts facts);

  /** One run. For one thread. */
  interface Entry extends Consumer<Interval> {

    /**
     * Keeps its end, once its own files are written.
     *
     * @param folder where these are; empty if none are kept
     * @return one sentence on why it could not
     */
    Optional<String> keep(
        RunResult result,
        VerdictRecord judgement,
        List<Bottleneck> bottlenecks,
        Optional<Path> folder);
  }
}
