package dev.tokenstorm.drill;

import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultPlace;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.CheckSettings;
import dev.tokenstorm.settings.FaultSettings;
import dev.tokenstorm.settings.GivenDrill;
import dev.tokenstorm.settings.GivenValue;
import dev.tokenstorm.settings.InvocationSettings;
import dev.tokenstorm.settings.LoadSettings;
import dev.tokenstorm.settings.OutputFolder;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.PermissionSettings;
import dev.tokenstorm.settings.PlanFile;
import dev.tokenstorm.settings.ResumedSettings;
import dev.tokenstorm.settings.Setting;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.settings.TargetSettings;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Makes the plan of drills of settings, and refuses those that contradict it. */
public final class DrillParser {
  /** What may differ in drills that go on. A plan file may not, as it may have drills. */
  private static final ResumedSettings RESUMED =
      new ResumedSettings(
          "drill",
          Set.of(
              DrillSettings.RESUME.name(),
              OutputSettings.OUT.name(),
              LoadSettings.GRACE.name(),
              PermissionSettings.ALLOW_EXEC.name(),
              OutputSettings.METRICS_ADDRESS.name(),
              OutputSettings.NO_METRICS.name(),
              InvocationSettings.DRY_RUN.name(),
              InvocationSettings.JSON.name(),
              InvocationSettings.QUIET.name(),
              InvocationSettings.DEBUG.name()));

  /** What a drill of a plan file cannot have for itself. */
  private static final List<Setting<?>> OF_ALL_DRILLS =
      List.of(
          TargetSettings.TARGET, OutputSettings.OUT, OutputSettings.REPORT, OutputSettings.LINGER);

  private final Settings settings;
  private final List<Drill> all;

  private DrillParser(Settings settings, List<Drill> all) {
    this.settings = settings;
    this.all = all;
  }

  /**
   * Returns all drills: those that there always are, and then those of a plan file.
   *
   * @throws UsageException when one of the file's is none
   */
  public static List<Drill> drills(List<GivenDrill> own) {
    List<Drill> all = new ArrayList<>(DrillCatalog.ALL);
    for (GivenDrill given : own) {
      all.add(drill(given, all));
    }
    return List.copyOf(all);
  }

  private static Drill drill(GivenDrill given, List<Drill> before) {
    if (!DrillNamesNotation.isName(given.name())) {
      throw new UsageException(
          given.label()
              + " must begin with a letter and have lower-case letters, digits and hyphens, at most"
              + " 22 of them, not "
              + Printable.shown(given.name())
              + ".");
    }
    if (before.stream().anyMatch(drill -> drill.name().equals(given.name()))) {
      throw new UsageException(
          "%s is %s, as another drill is called; give it another name."
              .formatted(given.label(), given.name()));
    }
    OF_ALL_DRILLS.forEach(
        setting ->
            Optional.ofNullable(given.settings().get(setting))
                .ifPresent(
                    value -> {
                      throw new UsageException(
                          value.label() + " is not of a single drill; give it beside the drills.");
                    }));
    GivenValue fault =
        Optional.ofNullable(given.settings().get(FaultSettings.FAULT))
            .orElseThrow(
                () ->
                    new UsageException(
                        "%s is of a drill without a fault; give it one, as in fault: '15s: stall 4s'."
                            .formatted(given.label())));
    Settings own = Settings.of(List.of(given.settings()));
    if (own.all(FaultSettings.FAULT).stream()
        .anyMatch(each -> each.kind() instanceof FaultKind.KillServer)) {
      throw new UsageException(
          "%s is of a drill whose server never comes back, so its run cannot pass; use restart-server after 5s, or --only server-gone."
              .formatted(fault.label()));
    }
    return new Drill(
        given.name(),
        String.join("; ", fault.texts()),
        need(given),
        DrillExpectation.PASSES,
        given.settings());
  }

  private static DrillNeed need(GivenDrill given) {
    Set<FaultPlace> places = EnumSet.noneOf(FaultPlace.class);
    Settings.of(List.of(given.settings()))
        .all(FaultSettings.FAULT)
        .forEach(fault -> places.add(fault.kind().place()));
    if (places.contains(FaultPlace.SERVER)) {
      return DrillNeed.OWN_SERVER;
    }
    return places.contains(FaultPlace.COMMAND) ? DrillNeed.COMMANDS : DrillNeed.CONNECTIONS;
  }

  /**
   * Returns the plan.
   *
   * @param all the drills that there are
   * @param identity of drills that begin; its seed gives way to one that the user gave
   * @throws UsageException when a value is not one, or a setting contradicts the drills
   */
  public static DrillPlan plan(Settings settings, List<Drill> all, RunIdentity identity) {
    return new DrillParser(settings, all).plan(identity);
  }

  /**
   * Returns the settings of drills that go on.
   *
   * @param begun what they left, with what the user gave when they began
   * @throws UsageException when a setting differs that must not
   */
  public static Settings resumed(Settings now, DrillFile.Begun begun) {
    Settings same = RESUMED.of(now, begun.given(), DrillSettings.ALL);
    Set<String> ofFile = begun.ofPlanFile().orElseGet(() -> saidByPlanFile(same));
    Map<Setting<?>, GivenValue> overDrills = new LinkedHashMap<>();
    for (Setting<?> setting : DrillSettings.ALL) {
      same.given(setting)
          .filter(value -> !ofFile.contains(setting.name()))
          .ifPresent(
              value ->
                  overDrills.put(
                      setting,
                      new GivenValue(GivenValue.Source.VARIABLE, value.label(), value.texts())));
    }
    return same.over(overDrills);
  }

  /**
   * Returns the names of the settings that a plan file gave, which alone yield to a drill's own, by
   * what stands in it now. What says the same there may have been a flag.
   */
  private static Set<String> saidByPlanFile(Settings begun) {
    Map<Setting<?>, GivenValue> file =
        begun.find(InvocationSettings.PLAN).map(PlanFile::readBesideDrills).orElse(Map.of());
    return names(
        begun,
        (setting, value) ->
            Optional.ofNullable(file.get(setting))
                .filter(given -> given.texts().equals(value.texts()))
                .isPresent());
  }

  private static Set<String> names(Settings given, BiPredicate<Setting<?>, GivenValue> chosen) {
    Set<String> names = new HashSet<>();
    for (Setting<?> setting : DrillSettings.ALL) {
      given
          .given(setting)
          .filter(value -> chosen.test(setting, value))
          .ifPresent(value -> names.add(setting.name()));
    }
    return names;
  }

  private DrillPlan plan(RunIdentity identity) {
    DrillSettings.OF_A_DRILL.forEach(
        setting ->
            refuse(
                setting,
                "each of whose runs has its own; leave it out, or put a drill of your own into a"
                    + " plan file"));
    DrillSettings.OF_A_RUN.forEach(
        setting -> refuse(setting, "whose runs follow each other; leave it out"));
    TargetPlan.Choice target = settings.get(TargetSettings.TARGET);
    if (target.kind() == TargetKind.EMBEDDED) {
      throw new UsageException(
          settings.label(TargetSettings.TARGET)
              + " embedded has no connections to break, so drill needs another; give --target"
              + " dev-server, null, env or HOST:PORT.");
    }
    Optional<Path> resumed = settings.find(DrillSettings.RESUME);
    Path directory = OutputSettings.folder(settings, identity.runId());
    if (resumed.isEmpty()) {
      OutputFolder.check(directory, settings.label(OutputSettings.OUT));
    }
    Map<String, List<String>> texts = new TreeMap<>(settings.texts());
    texts.keySet().removeAll(RESUMED.free());
    Set<String> ofPlanFile =
        names(settings, (setting, value) -> value.source() == GivenValue.Source.PLAN_FILE);
    ofPlanFile.removeAll(RESUMED.free());
    DrillPlan plan =
        new DrillPlan(
            new RunIdentity(
                identity.runId(), settings.find(CheckSettings.SEED).orElse(identity.seed())),
            resumed.orElse(directory),
            TargetSettings.TARGET.notation().print(target),
            chosen(target.kind()),
            texts,
            ofPlanFile);
    // What is wrong with one of them is told before any of them runs. Those that go on have begun.
    for (PlannedDrill drill : plan.runnable()) {
      RunPlan run = plan.plan(drill, 0);
      if (resumed.isEmpty()) {
        DrillRate.check(drill, run);
      }
    }
    return plan;
  }

  private void refuse(Setting<?> setting, String reason) {
    if (settings.givenByFlag(setting)) {
      throw new UsageException("%s has no place in drill, %s.".formatted(setting.flag(), reason));
    }
  }

  private List<PlannedDrill> chosen(TargetKind target) {
    List<String> names = all.stream().map(Drill::name).toList();
    Optional<List<String>> only = settings.find(DrillSettings.ONLY);
    for (String name : only.orElse(List.of())) {
      if (!names.contains(name)) {
        throw new UsageException(
            "%s must name drills that there are, and %s is none; did you mean %s?"
                .formatted(settings.label(DrillSettings.ONLY), name, Nearest.to(name, names)));
      }
    }
    refuseUnnamedCommands();
    boolean commands =
        settings.givenByFlag(PermissionSettings.ALLOW_EXEC)
            && settings.get(PermissionSettings.ALLOW_EXEC);
    Settings common = common();
    List<PlannedDrill> chosen =
        all.stream()
            .filter(drill -> only.isEmpty() || only.get().contains(drill.name()))
            .map(
                drill ->
                    new PlannedDrill(
                        drill, drill.over(common), drill.need().obstacle(target, commands)))
            .toList();
    if (chosen.stream().allMatch(drill -> drill.obstacle().isPresent())) {
      Drill none = chosen.get(0).drill();
      throw new UsageException(
          "%s %s needs %s; name it, or another drill."
              .formatted(settings.label(DrillSettings.ONLY), none.name(), none.need().words()));
    }
    return chosen;
  }

  private void refuseUnnamedCommands() {
    Optional<GivenValue> given =
        settings
            .given(FaultSettings.EXEC)
            .filter(value -> value.source() == GivenValue.Source.FLAG);
    for (String text : given.map(GivenValue::texts).orElse(List.of())) {
      if (all.stream().noneMatch(drill -> drill.names(text))) {
        throw new UsageException(
            "--exec gives %s, which no drill's fault names; add a drill with such a fault to a plan file, or leave it out."
                .formatted(Printable.named(text)));
      }
    }
  }

  private Settings common() {
    Settings common = settings;
    List<Setting<?>> own = new ArrayList<>(DrillSettings.REFUSED);
    own.addAll(
        List.of(
            DrillSettings.LIST,
            DrillSettings.ONLY,
            DrillSettings.RESUME,
            OutputSettings.OUT,
            CheckSettings.SEED));
    for (Setting<?> setting : own) {
      common = common.without(setting);
    }
    return common;
  }
}
