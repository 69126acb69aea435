package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The goal of {@code tune}: how it runs a value, and whether it may use what came of it. */
final class TuneGoal implements SearchGoal {
  private final TunedSetting varied;
  private final TrialPlanFactory points;
  private final Optional<TuneLoad> load;

  /**
   * @param load what is in flight, if it depends on the value
   */
  TuneGoal(TunedSetting varied, TrialPlanFactory points, Optional<TuneLoad> load) {
    this.varied = varied;
    this.points = points;
    this.load = load;
  }

  @Override
  public String name() {
    return varied.setting().name();
  }

  @Override
  public TrialPlanFactory plans(Step step, List<Trial> before) {
    int value = (int) step.value();
    TrialPlanFactory plans = points.with(varied, value);
    return load.filter(known -> known.given().isEmpty())
        .map(known -> known.inFlight(value, step.length(), before))
        .map(inFlight -> plans.with(LoadSettings.IN_FLIGHT, InFlight.constant(inFlight)))
        .orElse(plans);
  }

  /**
   * An objective that is not met says nothing against a throughput; nor does it, with many in
   * flight, that no workflow both started and closed while it was measured.
   */
  @Override
  public Finding judge(Step step, RunResult result, Verdict verdict, Backlog backlog) {
    boolean completed = result.phase(Phase.MEASURE).completions() > 0;
    String measured = Invariant.measured(points.workload());
    List<String> faults = new ArrayList<>();
    verdict.invariants().stream()
        .filter(invariant -> !(completed && invariant.name().equals(measured)))
        .forEach(invariant -> faults.addAll(invariant.breaches()));
    if (faults.isEmpty() && result.ending().how() != Ending.How.FINISHED) {
      faults.add(result.ending().sentence());
    }
    return new Finding(faults.isEmpty() ? TrialVerdict.HOLDS : TrialVerdict.UNKNOWN, faults);
  }

  @Override
  public boolean watched(Step step) {
    return false;
  }
}
