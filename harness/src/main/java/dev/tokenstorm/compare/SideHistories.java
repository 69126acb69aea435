package dev.tokenstorm.compare;

import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.HistorySettings;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import dev.tokenstorm.text.UsageException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Each side of a comparison has a request of its own to the history that its runs are added to. */
public final class SideHistories {
  /** The label that says which side a row is of, unless the user gives it another value. */
  private static final String SIDE_LABEL = "side";

  /** Settings by which a history tells no series from another one. */
  private static final Set<Setting.Group> OF_NO_SERIES =
      Set.of(Setting.Group.TARGET, Setting.Group.HISTORY);

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
    Optional<HistoryRequest> all = HistoryRequest.of(settings.without(HistorySettings.SERIES));
    Map<String, HistoryRequest> requests = new LinkedHashMap<>();
    Map<Object, Side> series = new HashMap<>();
    for (Side side : plan.sides()) {
      Optional<HistoryRequest> own = HistoryRequest.of(side.settings());
      if (own.isPresent()) {
        Side before = series.getOrDefault(series(side, own.get()), side);
        if (!before.settings().texts().equals(side.settings().texts())) {
          throw new UsageException(
              "--history cannot tell sides %s and %s apart, which differ in their targets alone; "
                      .formatted(before.name(), side.name())
                  + "give each its own --target-label.");
        }
        series.put(series(side, own.get()), side);
        SortedMap<String, String> labels = new TreeMap<>(all.orElse(own.get()).labels());
        labels.putAll(own.get().labels());
        requests.put(side.name(), labelled(with(own.get(), labels), side.name()));
      }
    }
    return requests;
  }

  /** What is the same for sides whose rows are one series. */
  private static Object series(Side side, HistoryRequest own) {
    if (own.series().isPresent()) {
      return own.series();
    }
    TargetPlan.Choice target = side.settings().get(TargetSettings.TARGET);
    String name =
        target instanceof TargetPlan.Address
            ? TargetSettings.TARGET.notation().print(target)
            : target.kind().key();
    Map<String, List<String>> plan = new TreeMap<>(side.settings().texts());
    RunSettings.ALL.stream()
        .filter(setting -> OF_NO_SERIES.contains(setting.group()))
        .forEach(setting -> plan.remove(setting.name()));
    return List.of(own.targetLabel().orElse(name), plan);
  }

  /**
   * The same request with a label for the name of a side, unless there is one of that key.
   *
   * @param request of a history that the side's runs are added to
   */
  public static HistoryRequest labelled(HistoryRequest request, String side) {
    SortedMap<String, String> labels = new TreeMap<>(request.labels());
    labels.putIfAbsent(SIDE_LABEL, side);
    return with(request, labels);
  }

  private static HistoryRequest with(HistoryRequest request, SortedMap<String, String> labels) {
    return new HistoryRequest(request.location(), labels, request.targetLabel(), request.series());
  }
}
