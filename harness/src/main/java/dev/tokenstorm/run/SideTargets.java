package dev.tokenstorm.run;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.server.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The targets of a comparison's sides. Sides whose plans name the same target share it, so that
 * neither finds it older than the other does. For one thread.
 */
final class SideTargets implements AutoCloseable {
  private final Map<Place, TargetConnection> opened = new LinkedHashMap<>();
  private final List<Target> bySide = new ArrayList<>();

  /** A target without the task queue, which each run has for itself. */
  private record Place(TargetPlan.Choice choice, Optional<String> namespace) {
    static Place of(RunPlan plan) {
      return new Place(plan.target().choice(), plan.target().namespace());
    }
  }

  /**
   * Starts or reaches each target once.
   *
   * @param examples a plan of each side
   * @param notes takes warnings
   * @throws dev.tokenstorm.server.TargetException if one cannot be used; none is then left open
   */
  static SideTargets open(List<RunPlan> examples, Consumer<String> notes) {
    SideTargets targets = new SideTargets();
    try {
      for (RunPlan example : examples) {
        Place place = Place.of(example);
        if (!targets.opened.containsKey(place)) {
          OwnTarget own = new OwnTarget(example);
          own.named().warnings().forEach(notes);
          RemoteWarning.of(example, own.named())
              .ifPresent(line -> notes.accept(line + " a run, and many runs one after the other"));
          targets.opened.put(place, own.open(new NoopScope(), notes));
        }
        Target target = targets.connection(place).target();
        TargetNeeds.check(example, target);
        targets.bySide.add(target);
      }
      return targets;
    } catch (RuntimeException e) {
      targets.close();
      throw e;
    }
  }

  private TargetConnection connection(Place place) {
    return Optional.ofNullable(opened.get(place)).orElseThrow();
  }

  /** Each side's, in their order. */
  List<Target> bySide() {
    return List.copyOf(bySide);
  }

  /** Whether one of them does not answer any more. */
  boolean lost() {
    return opened.values().stream().anyMatch(connection -> FailedRun.lost(connection.target()));
  }

  @Override
  public void close() {
    opened.values().forEach(TargetConnection::close);
  }
}
