package dev.tokenstorm.compare;

import dev.tokenstorm.objective.PartFigure;
import dev.tokenstorm.objective.PartFigureNotation;
import dev.tokenstorm.settings.FaultSettings;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PathNotation;
import dev.tokenstorm.settings.PermissionSettings;
import dev.tokenstorm.settings.RunSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.settings.SettingTable;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a comparison, beside those of its runs. They are flags only: a variable or a plan
 * file is of a run.
 */
public final class CompareSettings {
  private static final SettingTable TABLE = new SettingTable(Group.COMPARISON);
  private static final Duration SHORTEST_BUDGET = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);

  /** Those of the sides that need no name, in their order. */
  static final List<Setting<List<String>>> LETTERS =
      Stream.of("a", "b", "c", "d", "e", "f").map(CompareSettings::side).toList();

  static final Setting<NamedSide> SIDE =
      TABLE
          .list(
              "side",
              "NAME='FLAGS'",
              new NamedSideNotation(),
              "\\s*;\\s*",
              "A side with a name of its own, such as old='--target old:7233'; may be repeated")
          .unwritten();

  public static final Setting<Duration> BUDGET =
      TABLE
          .value(
              "budget",
              "D",
              DurationNotation.between(SHORTEST_BUDGET, DAY),
              "How long the comparison may take; it ends sooner once every figure is decided")
          .or("10m")
          .unwritten();

  static final Setting<Double> MARGIN =
      TABLE
          .value(
              "margin",
              "SHARE",
              new MarginNotation(),
              "Up to what difference two sides are the same")
          .or("5%")
          .unwritten();

  static final Setting<PartFigure> FIGURE =
      TABLE
          .list(
              "figure",
              "FIGURE",
              new PartFigureNotation(),
              "\\s*,\\s*",
              "A further figure to judge, such as completion.p99, beside those that always are:"
                  + " completions.rate and generator.cpu-per-greeting in a closed loop,"
                  + " workflow.p50 and workflow.p99 in an open one. May be repeated. All figures:"
                  + " docs/objectives.md")
          .unwritten();

  static final Setting<String> EXPECT =
      TABLE
          .list(
              "expect",
              "EXPECTATION",
              new ExpectationText(),
              "\\s*;\\s*",
              "What has to be shown, in place of no side being worse: 'b.completions.rate > 1.2 *"
                  + " a', 'b.workflow.p99 <= 1.05 * a'. May be repeated")
          .unwritten();

  public static final Setting<Path> RESUME =
      TABLE
          .value(
              "resume",
              "DIR",
              new PathNotation(),
              "Go on with the comparison whose results are there; its flags need not be given"
                  + " again, and must not differ")
          .unwritten();

  static final Setting<Boolean> FORCE =
      TABLE
          .toggle("force", "Compare on the embedded target, though its rate falls with age")
          .unwritten();

  /** What is of a single run, and has no place among runs that follow each other. */
  public static final List<Setting<?>> REFUSED =
      List.of(
          FaultSettings.FAULT,
          FaultSettings.EXEC,
          PermissionSettings.ALLOW_EXEC,
          OutputSettings.LINGER,
          OutputSettings.PUSH);

  /** All of them, with the runs' settings that they leave to the user. */
  public static final List<Setting<?>> ALL = all();

  private CompareSettings() {}

  private static Setting<List<String>> side(String letter) {
    return TABLE
        .value(
            letter,
            "FLAGS",
            new SideWords(),
            letter.equals("a")
                ? "The flags of run that the first side has for itself; '' for none. The others"
                    + " are compared with it"
                : "The flags of a further side")
        .unwritten();
  }

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(LETTERS);
    all.addAll(List.of(SIDE, BUDGET, MARGIN, FIGURE, EXPECT, RESUME, FORCE));
    List<String> taken = all.stream().<String>map(Setting::name).toList();
    RunSettings.ALL.stream().filter(setting -> !taken.contains(setting.name())).forEach(all::add);
    return List.copyOf(all);
  }

  /** An expectation as it was written: which sides there are is known only with the others. */
  private static final class ExpectationText implements Notation<String> {
    @Override
    public String parse(String text) {
      return text;
    }

    @Override
    public String print(String value) {
      return value;
    }
  }
}
