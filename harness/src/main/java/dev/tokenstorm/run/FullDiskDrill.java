package dev.tokenstorm.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tokenstorm.drill.ChildResult;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.FullDiskJudge;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.report.RunReport;
import dev.tokenstorm.result.RunFolder;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A drill whose run has its results on a disk that becomes full: a tmpfs of a few kilobytes, in a
 * user and mount namespace of its own. So the run is a process of its own. What it kept is copied
 * to its folder among the results, once there is room.
 */
final class FullDiskDrill {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The exit code of a script that has no disk. */
  private static final int NO_DISK = 99;

  /** Arguments: the mount point, the folder to copy to, and the program with its arguments. */
  private static final String SCRIPT =
      """
      mount -t tmpfs -o size=256k none "$1" || exit 99
      disk=$1
      kept=$2
      shift 2
      "$@" --out "$disk/run" &
      run=$!
      trap 'kill $run' TERM INT HUP
      until [ "$(wc -l <"$disk/run/intervals.csv")" -gt 4 ]; do
        kill -0 $run || break
        sleep 0.2
      done 2>/dev/null
      cat /dev/zero >"$disk/fill" 2>/dev/null
      wait $run
      code=$?
      kill -0 $run 2>/dev/null && wait $run
      rm -f "$disk/fill"
      [ ! -d "$disk/run" ] || cp -r "$disk/run/." "$kept"
      exit $code
      """;

  private final OwnProgram program;
  private final InterruptRelay interrupts;

  FullDiskDrill(OwnProgram program, InterruptRelay interrupts) {
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
    Path work;
    try {
      work = Files.createTempDirectory("tokenstorm-drill-");
    } catch (IOException e) {
      return DrillRow.notRun(
          drill, "No temporary folder can be made (%s).".formatted(WriteFailure.reason(e)));
    }
    try {
      Path disk = Files.createDirectory(work.resolve("disk"));
      Path planFile = Files.writeString(work.resolve("plan.yaml"), PlanYaml.write(plan));
      if (run(List.of("mount -t tmpfs none \"$1\" || exit 99", disk.toString()), work) != 0) {
        return noDisk(drill);
      }
      Path kept = Files.createDirectories(plan.output().directory());
      List<String> script = new ArrayList<>(List.of(SCRIPT, disk.toString(), kept.toString()));
      script.addAll(
          program.with(
              List.of("run", "--plan", planFile.toString(), "--json", "--quiet", "--no-metrics")));
      int code = run(script, work);
      if (code == NO_DISK) {
        return noDisk(drill);
      }
      ChildResult child =
          new ChildResult(
              code, document(work.resolve("out")), Files.readAllLines(work.resolve("err")));
      List<String> notUndone = new ArrayList<>();
      Optional<String> unreadable = makeResult(kept, notUndone::add);
      return FullDiskJudge.row(drill, child, unreadable, notUndone, seconds.getAsDouble(), folder);
    } catch (IOException e) {
      return DrillRow.broken(
          drill,
          "Its files could not be written (%s).".formatted(WriteFailure.reason(e)),
          seconds.getAsDouble());
    } finally {
      TemporaryFolder.remove(work);
    }
  }

  private static DrillRow noDisk(PlannedDrill drill) {
    return DrillRow.notRun(
        drill, "No small disk can be had here; it takes unshare, and user namespaces.");
  }

  /**
   * Runs a shell script in a namespace where this user may mount, and returns its exit code.
   *
   * @param script with its arguments
   */
  private int run(List<String> script, Path work) throws InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script.get(0), "sh"));
    command.addAll(script.subList(1, script.size()));
    ChildProcess process;
    try {
      process = ChildProcess.start(command, work.resolve("out"), work.resolve("err"));
    } catch (IOException noSuchProgram) {
      return NO_DISK;
    }
    interrupts.begin(process);
    try {
      return process.await();
    } finally {
      process.close();
      interrupts.end();
    }
  }

  /** Returns what a run printed; a missing node if that is no document. */
  static JsonNode document(Path printed) throws IOException {
    try {
      return MAPPER.readTree(Files.readString(printed));
    } catch (JsonProcessingException none) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Makes a result and a page of what the run kept; returns why there is none.
   *
   * @param notUndone takes a sentence on each thing that they say to be left
   */
  private static Optional<String> makeResult(Path kept, Consumer<String> notUndone)
      throws IOException {
    try {
      RunFolder run = RunFolder.open(kept);
      run.notUndone().forEach(notUndone);
      run.keepResult();
      WholeFile.write(kept.resolve(RunReport.FILE), RunReport.of(List.of(run)).html());
      return Optional.empty();
    } catch (UsageException unreadable) {
      return Optional.of("No result can be made of what it kept: " + unreadable.getMessage());
    }
  }
}
