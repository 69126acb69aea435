package dev.tokenstorm.compare;

import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.StoredRun;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A whole comparison on computed runs, for tests of what is told of it. */
public final class ComputedComparison {
  private static final Host HOST = new Host(2, 1L << 30, "17.0.9", "a vendor", "Linux", false);

  private ComputedComparison() {}

  /** One whose sides complete so many per second. */
  public static CompareRecord ofRates(double... rates) throws InterruptedException {
    return of((run, before) -> run, rates);
  }

  /** The same whose runs are in a folder, with latencies that are drawn. */
  public static CompareRecord in(Path folder, double... rates) throws InterruptedException {
    CompareRecord comparison = of(List.of("out", folder.toString()), (run, before) -> run, rates);
    comparison
        .state()
        .runs()
        .forEach(run -> StoredRun.write(folder.resolve(run.folder()), 10, false));
    return comparison;
  }

  static CompareRecord of(ComputedSides.Change change, double... rates)
      throws InterruptedException {
    return of(List.of(), change, rates);
  }

  private static CompareRecord of(
      List<String> further, ComputedSides.Change change, double... rates)
      throws InterruptedException {
    List<String> flags =
        new ArrayList<>(
            List.of("target", "null", "budget", "5m", "duration", "4s", "warmup", "300ms"));
    flags.addAll(further);
    for (int side = 0; side < rates.length; side++) {
      flags.addAll(List.of(String.valueOf((char) ('a' + side)), "--completers " + (side + 1)));
    }
    flags.addAll(List.of("expect", "b.completions.rate > 1.2 * a"));
    ComparePlan plan = TestPlans.compare(flags.toArray(String[]::new));
    ComputedSides sides = new ComputedSides(plan, rates).changed(change);
    CompareState end =
        new CompareLoop(plan, sides, sides.clock(), () -> false, state -> {})
            .run(CompareState.NEW, plan.budget().toNanos());
    return new CompareRecord(
        plan,
        Instant.parse("2026-11-22T19:30:15Z"),
        HOST,
        Collections.nCopies(
            rates.length,
            new TargetInfo("null", "127.0.0.1:7233", "default", Optional.of("1.29.1"))),
        end,
        CompareAnswer.of(plan, end));
  }
}
