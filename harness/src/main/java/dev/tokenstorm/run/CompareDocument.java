package dev.tokenstorm.run;

import dev.tokenstorm.compare.CompareAnswer;
import dev.tokenstorm.compare.CompareFile;
import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareRecord;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.TargetInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The document of a comparison that goes on: written anew after each run. For one thread. */
final class CompareDocument {
  private final ComparePlan plan;
  private final List<TargetInfo> targets;
  private final Instant startedAt;
  private final Host host = Host.current(VirtualThreads.available());
  private CompareState state;
  private Optional<String> unwritten = Optional.empty();

  /**
   * @param state how far it has come already
   */
  CompareDocument(
      ComparePlan plan, List<TargetInfo> targets, Instant startedAt, CompareState state) {
    this.plan = plan;
    this.targets = targets;
    this.startedAt = startedAt;
    this.state = state;
  }

  CompareState state() {
    return state;
  }

  /** Writes how far it has come. */
  CompareRecord write(CompareState now) {
    state = now;
    CompareRecord found =
        new CompareRecord(plan, startedAt, host, targets, now, CompareAnswer.of(plan, now));
    try {
      CompareFile.write(plan.directory(), found);
      unwritten = Optional.empty();
    } catch (IOException e) {
      unwritten =
          Optional.of(
              "%s could not be written (%s); one that was there before is as it was."
                  .formatted(plan.directory().resolve(CompareFile.NAME), WriteFailure.reason(e)));
    }
    return found;
  }

  /** Why the file is not what it was to be; empty if it is. */
  Optional<String> unwritten() {
    return unwritten;
  }
}
