package dev.tokenstorm.run;

import dev.tokenstorm.drill.DrillFile;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRecord;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.report.DrillReport;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.WholeFile;
import dev.tokenstorm.result.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The document and the page of drills that go on: written anew after each. For one thread. */
final class DrillDocument {
  private final DrillPlan plan;
  private final Instant startedAt;
  private final Host host = Host.current(VirtualThreads.available());
  private DrillState state;
  private List<String> unwritten = List.of();

  /**
   * @param state how far they have come already
   */
  DrillDocument(DrillPlan plan, Instant startedAt, DrillState state) {
    this.plan = plan;
    this.startedAt = startedAt;
    this.state = state;
  }

  DrillState state() {
    return state;
  }

  /** Writes how far they have come. */
  DrillRecord write(DrillState now) {
    state = now;
    DrillRecord drills = new DrillRecord(plan, startedAt, host, now);
    List<String> failed = new ArrayList<>();
    try {
      DrillFile.write(plan.directory(), drills);
    } catch (IOException e) {
      failed.add(sentence(DrillFile.NAME, e));
    }
    try {
      WholeFile.write(plan.directory().resolve(DrillReport.FILE), DrillReport.html(drills));
    } catch (IOException e) {
      failed.add(sentence(DrillReport.FILE, e));
    }
    unwritten = List.copyOf(failed);
    return drills;
  }

  private String sentence(String name, IOException e) {
    Path file = plan.directory().resolve(name);
    return "%s could not be written (%s); one that was there before is as it was."
        .formatted(file, WriteFailure.reason(e));
  }

  /** One sentence on each file that is not what it was to be. */
  List<String> unwritten() {
    return unwritten;
  }
}
