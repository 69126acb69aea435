package dev.tokenstorm.compare;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.BeyondDefaults;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.SeriesSettings;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Each side of a comparison has a request of its own to the history that its runs are added to. */
public final class SideHistories {
  /** The label that says which side a row is of, unless the user gives it another value. */
  private static final String SIDE_LABEL = "side";

  private SideHistories() {}

  /**
   * What the rows of each side are to have, by the side's name. A side's labels are added to those
   * of all sides, and go before them.
   *
   * @param settings of all sides
   * @return empty if no history is asked for
   * @throws UsageException when a value is not one, the file cannot be a history, or sides that
   *     differ would be one series
   */
  public static Map<String, HistoryRequest> of(Settings settings, ComparePlan plan) {
    if (settings.givenByFlag(HistorySettings.SERIES)) {
      throw new UsageException(
          "--series beside the sides would make one series of them; give each side its own, as in"
              + " --a '--series old', or leave it out.");
    }
    return requests(
        settings,
        plan,
        own -> "give each its own " + (own.series().isPresent() ? "--series." : "--target-label."));
  }

  /**
   * The same for a comparison that is there: what {@code --history} would have made of it.
   *
   * @param settings of the history
   * @param folder of the comparison
   * @param begun what is there
   * @throws UsageException as above, or when this version cannot read the comparison's flags
   */
  public static Map<String, HistoryRequest> of(
      Settings settings, Path folder, CompareFile.Begun begun) {
    Settings all =
        CompareParser.resumed(settings.without(HistorySettings.SERIES), begun.given())
            .with(CompareSettings.RESUME, folder.toString());
    return requests(
        all,
        plan(all, folder, begun),
        own ->
            "add the runs of each side by themselves, as %s-block-*-SIDE, with a --target-label of"
                    .formatted(folder.resolve(ComparePlan.RUNS).resolve("*"))
                + " their own and --label side=SIDE.");
  }

  private static ComparePlan plan(Settings all, Path folder, CompareFile.Begun begun) {
    try {
      return CompareParser.plan(
          all, new RunIdentity(begun.compareId(), begun.seed()), Optional.of(begun));
    } catch (UsageException wrong) {
      throw new UsageException(
          "%s holds a comparison with flags that this version refuses (%s); add the folders of its"
                  .formatted(
                      Printable.shown(folder.toString()),
                      String.valueOf(wrong.getMessage()).replaceFirst("\\.$", ""))
              + " runs by themselves.");
    }
  }

  private static Map<String, HistoryRequest> requests(
      Settings settings, ComparePlan plan, Function<HistoryRequest, String> wayOut) {
    Optional<HistoryRequest> all = HistoryRequest.of(settings.without(HistorySettings.SERIES));
    Map<String, HistoryRequest> requests = new LinkedHashMap<>();
    Map<Object, Side> sides = new HashMap<>();
    for (Side side : plan.sides()) {
      Optional<HistoryRequest> own = HistoryRequest.of(side.settings());
      if (own.isPresent()) {
        RunPlan run = plan.example(side);
        Side before = sides.computeIfAbsent(series(run, own.get()), unused -> side);
        if (!BeyondDefaults.of(plan.example(before)).equals(BeyondDefaults.of(run))) {
          throw new UsageException(
              "--history cannot tell sides %s and %s apart, as what they differ in tells no series"
                      .formatted(before.name(), side.name())
                  + " from another; "
                  + wayOut.apply(own.get()));
        }
        SortedMap<String, String> labels = new TreeMap<>(all.orElse(own.get()).labels());
        labels.putAll(own.get().labels());
        labels.putIfAbsent(SIDE_LABEL, side.name());
        requests.put(side.name(), with(own.get(), labels));
      }
    }
    return requests;
  }

  /** What is the same for sides whose rows are one series. */
  private static Object series(RunPlan run, HistoryRequest own) {
    if (own.series().isPresent()) {
      return own.series();
    }
    TargetPlan.Choice target = run.target().choice();
    String name =
        target instanceof TargetPlan.Address
            ? TargetSettings.TARGET.notation().print(target)
            : target.kind().key();
    return List.of(own.targetLabel().orElse(name), SeriesSettings.of(run));
  }

  private static HistoryRequest with(HistoryRequest request, SortedMap<String, String> labels) {
    return new HistoryRequest(request.location(), labels, request.targetLabel(), request.series());
  }
}
