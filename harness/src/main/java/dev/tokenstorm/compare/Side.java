package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.CompletionSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * One of the things that a comparison compares: a name, and the settings that all its runs have.
 * Immutable.
 *
 * @param name in answers, folders and expectations
 * @param flags its own, word by word
 * @param settings its own and those of all sides together; the folder and the seed of a run apart
 */
public record Side(String name, List<String> flags, Settings settings) {
  /** Settings that give a run a length in another way than {@code --duration} does. */
  private static final List<Setting<?>> OTHER_LENGTHS =
      List.of(
          LoadSettings.WORKFLOWS, LoadSettings.STAGES, LoadSettings.BURST, CompletionSettings.PARK);

  public Side {
    flags = List.copyOf(flags);
  }

  /**
   * Returns the plan of a run.
   *
   * @param lengths are its lengths where the user leaves them open
   * @param folder takes its results
   * @throws dev.tokenstorm.text.UsageException as {@link PlanParser#run} does
   */
  RunPlan plan(RunLengths lengths, RunIdentity identity, Path folder) {
    return plan(settings, lengths, identity, folder);
  }

  /** Returns the plan of a run that warms the side, which need not be as long as the others. */
  RunPlan warming(RunLengths lengths, RunIdentity identity, Path folder) {
    if (otherLength()) {
      return plan(settings, lengths, identity, folder);
    }
    RunLengths most = lengths.warming();
    Settings shorter =
        shortened(
            shortened(settings, LoadSettings.WARMUP, most.warmup()),
            LoadSettings.DURATION,
            most.length());
    return plan(shorter, most, identity, folder);
  }

  /** Returns how long a run is without what a plan cannot tell; empty if it tells nothing. */
  static OptionalDouble plannedSeconds(RunPlan plan) {
    return plan.load().duration().isPresent() && plan.completion().park().isEmpty()
        ? OptionalDouble.of(
            Nanos.toSeconds(plan.load().warmup())
                + Nanos.toSeconds(plan.load().duration().orElseThrow()))
        : OptionalDouble.empty();
  }

  private boolean otherLength() {
    return given(OTHER_LENGTHS.stream());
  }

  private boolean given(Stream<Setting<?>> some) {
    return some.anyMatch(setting -> settings.given(setting).isPresent());
  }

  private static Settings shortened(Settings all, Setting<Duration> setting, Duration most) {
    return all.find(setting).filter(given -> given.compareTo(most) > 0).isPresent()
        ? all.with(setting, setting.notation().print(most))
        : all;
  }

  private RunPlan plan(Settings all, RunLengths lengths, RunIdentity identity, Path folder) {
    Settings run = all.with(OutputSettings.OUT, folder.toString());
    if (!otherLength() && !given(Stream.of(LoadSettings.DURATION))) {
      run =
          run.with(LoadSettings.DURATION, LoadSettings.DURATION.notation().print(lengths.length()));
    }
    boolean shaped =
        given(Stream.of(LoadSettings.STAGES, LoadSettings.BURST, CompletionSettings.PARK));
    if (!shaped && !given(Stream.of(LoadSettings.WARMUP))) {
      run = run.with(LoadSettings.WARMUP, LoadSettings.WARMUP.notation().print(lengths.warmup()));
    }
    return PlanParser.run(run, identity);
  }
}
