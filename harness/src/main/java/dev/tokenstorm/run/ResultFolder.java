package dev.tokenstorm.run;

import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.report.LivePage;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.settings.PlanYaml;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what a run finds out in the folder that its plan names. */
final class ResultFolder implements ResultKeeper {
  private static final String FINDINGS = "findings.jsonl";

  private final ResultFiles files;
  private final Findings findings;
  private final LivePage live;

  private ResultFolder(ResultFiles files, LivePage live) {
    this.files = files;
    this.findings = new Findings(files.directory().resolve(FINDINGS));
    this.live = live;
  }

  /**
   * Makes the folder.
   *
   * @param live is told of the run's report
   * @param notes takes a sentence when, in mid-run, files cannot be written any more
   * @throws dev.tokenstorm.text.UsageException if the folder exists, or cannot be made
   */
  static ResultFolder create(RunFacts facts, LivePage live, Consumer<String> notes) {
    Path directory = facts.plan().output().directory();
    return new ResultFolder(
        ResultFiles.create(directory, facts, PlanYaml.write(facts.plan()), notes), live);
  }

  /**
   * Goes on with the folder of a run that was killed.
   *
   * @param live is told of the run's report
   * @param notes takes a sentence when, in mid-run, files cannot be written any more
   * @throws dev.tokenstorm.text.UsageException if another process goes on with it, or it cannot be
   *     written
   */
  static ResultFolder goOn(
      KilledRun killed, RunFacts facts, LivePage live, Consumer<String> notes) {
    return new ResultFolder(ResultFiles.goOn(killed, facts, notes), live);
  }

  @Override
  public void accept(Interval interval) {
    files.accept(interval);
  }

  @Override
  public Findings findings() {
    return findings;
  }

  @Override
  public UndoJournal undo() {
    return files.undo();
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(files.directory());
  }

  @Override
  public Kept keep(RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    List<String> problems = new ArrayList<>(files.finish(result, judgement, bottlenecks));
    closeFindings().ifPresent(problems::add);
    Optional<String> reportProblem = ReportFile.write(files.directory(), live::end);
    reportProblem.ifPresent(live::endWithout);
    reportProblem.ifPresent(problems::add);
    return new Kept(problems, reportProblem.isEmpty());
  }

  private Optional<String> closeFindings() {
    try {
      findings.close();
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of(
          "%s is incomplete (%s); the counts shown are whole."
              .formatted(
                  files.directory().resolve(FINDINGS),
                  WriteFailure.reason(Objects.requireNonNull(e.getCause()))));
    }
  }

  @Override
  public void close() {
    var unused = closeFindings();
    files.close();
  }
}
