package dev.tokenstorm.run;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.drill.ChildResult;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.drill.TakeUpJudge;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.text.Humanize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A drill whose run is a process of its own, which is killed at half of its load, and taken up by
 * another one. A server that the run would start is started here, as it has to outlive the first.
 */
final class KilledHarnessDrill {
  private static final Duration TICK = Duration.ofMillis(100);

  /** What a run's folder holds until the run has its result: a line per second, after the first. */
  private static final String UNFINISHED = "unfinished.jsonl";

  private final OwnProgram program;
  private final InterruptRelay interrupts;

  KilledHarnessDrill(OwnProgram program, InterruptRelay interrupts) {
    this.program = program;
    this.interrupts = interrupts;
  }

  /**
   * Runs the drill.
   *
   * @param folder of its results, within that of all drills
   * @param seconds tells how long the drill has taken by now
   * @throws InterruptedException when this thread is interrupted; the run is then ended
   */
  DrillRow run(PlannedDrill drill, RunPlan plan, String folder, DoubleSupplier seconds)
      throws InterruptedException {
    if (plan.completion().operators().any()) {
      return DrillRow.notRun(
          drill,
          "A run with %s cannot be taken up, as nobody remembers its pauses and resets."
              .formatted(CompletionSettings.OPERATE.flag()));
    }
    Path work;
    try {
      work = Files.createTempDirectory("tokenstorm-drill-");
    } catch (IOException e) {
      return DrillRow.notRun(
          drill, "No temporary folder can be made (%s).".formatted(WriteFailure.reason(e)));
    }
    try (TargetConnection server = new OwnTarget(plan).open(new NoopScope(), unused -> {})) {
      if (server.target().info().kind().equals(TargetInfo.NULL)) {
        return DrillRow.notRun(
            drill, "A null front end lists no executions, so no run on it can be taken up.");
      }
      String happened = firstLife(plan, server, work);
      if (happened.isEmpty()) {
        return DrillRow.broken(
            drill,
            "The run ended before it could be killed; it said: " + last(work),
            seconds.getAsDouble());
      }
      ChildResult second = secondLife(plan, work);
      DrillRow row =
          TakeUpJudge.row(
              drill, second, happened, server.target().info(), seconds.getAsDouble(), folder);
      return plan.target().choice().kind().ownedByRun() ? row : withWayOut(row, plan);
    } catch (IOException e) {
      return DrillRow.broken(
          drill,
          "Its files could not be written (%s).".formatted(WriteFailure.reason(e)),
          seconds.getAsDouble());
    } finally {
      TemporaryFolder.remove(work);
    }
  }

  /** A target that is not ours still has what a run left that was not taken up. */
  static DrillRow withWayOut(DrillRow row, RunPlan plan) {
    return row.folder().isPresent()
        ? row
        : row.because(
            "%s What it left can be taken up with tokenstorm run --take-up %s."
                .formatted(row.reason(), plan.output().directory()));
  }

  /** Returns when the run was killed, for a table; empty if it ended by itself. */
  private String firstLife(RunPlan plan, TargetConnection server, Path work)
      throws IOException, InterruptedException {
    Path planFile = Files.writeString(work.resolve("plan.yaml"), PlanYaml.write(plan));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--plan",
                planFile.toString(),
                "--out",
                plan.output().directory().toString(),
                "--quiet",
                "--no-metrics"));
    TargetPlan.Choice choice = plan.target().choice();
    if (choice.kind().ownedByRun()) {
      arguments.addAll(List.of("--target", server.target().socket().toString()));
    }
    long half = plan.load().duration().orElse(Duration.ofSeconds(20)).dividedBy(2).toSeconds();
    long begin = NanoClock.SYSTEM.nanoTime();
    ChildProcess process =
        ChildProcess.start(program.with(arguments), work.resolve("out"), work.resolve("err"));
    interrupts.begin(process);
    try {
      Path unfinished = plan.output().directory().resolve(UNFINISHED);
      while (process.alive() && lines(unfinished) <= half && !interrupts.interrupted()) {
        interrupts.rest(TICK);
      }
      boolean killed = process.alive() && !interrupts.interrupted();
      if (killed) {
        process.kill();
      }
      var unused = process.await();
      return killed && Files.exists(unfinished)
          ? "killed with -9 after %s, and taken up"
              .formatted(Humanize.seconds(Nanos.toSeconds(NanoClock.SYSTEM.nanoTime() - begin)))
          : "";
    } finally {
      process.close();
      interrupts.end();
    }
  }

  private ChildResult secondLife(RunPlan plan, Path work) throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "run",
            "--take-up",
            plan.output().directory().toString(),
            "--json",
            "--quiet",
            "--no-metrics");
    ChildProcess process =
        ChildProcess.start(program.with(arguments), work.resolve("out"), work.resolve("err"));
    interrupts.begin(process);
    try {
      int code = process.await();
      return new ChildResult(
          code,
          FullDiskDrill.document(work.resolve("out")),
          Files.readAllLines(work.resolve("err")));
    } finally {
      process.close();
      interrupts.end();
    }
  }

  /**
   * Counts the lines that are whole: the last one may be half written, in the midst of a letter.
   */
  static long lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    long lines = 0;
    for (byte each : Files.readAllBytes(file)) {
      lines += each == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static String last(Path work) throws IOException {
    List<String> said = Files.readAllLines(work.resolve("err"));
    return said.isEmpty() ? "nothing." : said.get(said.size() - 1);
  }
}
