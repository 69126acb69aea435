package dev.tokenstorm.settings;

import dev.tokenstorm.fault.FaultCommand;
import dev.tokenstorm.fault.FaultKind;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Nearest;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the commands that faults name, and sees to it that the user allows them. */
final class ExecCommands {
  private static final int LONGEST_SHOWN = 1_000;

  private final Settings settings;
  private final String label;

  private ExecCommands(Settings settings) {
    this.settings = settings;
    this.label = settings.label(FaultSettings.EXEC);
  }

  /**
   * Returns a plan with the commands that its faults name.
   *
   * @throws UsageException when there is no such command, when it cannot be read, when it does not
   *     fit its fault, or when the user did not allow commands by a flag
   */
  static FaultPlan read(Settings settings, FaultPlan plan) {
    return new ExecCommands(settings).read(plan);
  }

  private FaultPlan read(FaultPlan plan) {
    Map<String, CommandSource> sources = sources();
    Map<String, FaultCommand> commands = new LinkedHashMap<>();
    for (PlannedFault fault : plan.faults()) {
      if (fault.kind() instanceof FaultKind.Exec exec) {
        FaultCommand command =
            commands.computeIfAbsent(exec.command(), name -> command(source(fault, name, sources)));
        checkLength(fault, command);
      }
    }
    refuseUnnamed(sources, commands);
    refuseOtherPermission();
    checkAllowed(List.copyOf(commands.values()));
    return plan.with(List.copyOf(commands.values()));
  }

  private Map<String, CommandSource> sources() {
    Map<String, CommandSource> sources = new LinkedHashMap<>();
    for (CommandSource source : settings.all(FaultSettings.EXEC)) {
      if (Optional.ofNullable(sources.put(source.name(), source)).isPresent()) {
        throw new UsageException(
            "%s gives %s twice; keep one of them.".formatted(label, source.name()));
      }
    }
    return sources;
  }

  private CommandSource source(
      PlannedFault fault, String name, Map<String, CommandSource> sources) {
    return Optional.ofNullable(sources.get(name))
        .orElseThrow(
            () ->
                new UsageException(
                    "%s '%s' names a command that is not there; give --exec %s=FILE%s."
                        .formatted(
                            settings.label(FaultSettings.FAULT),
                            fault.text(),
                            name,
                            sources.isEmpty()
                                ? ""
                                : ", or name " + Nearest.to(name, sources.keySet()))));
  }

  private FaultCommand command(CommandSource source) {
    String flag = label + " " + source.name();
    YamlForm form = new YamlForm(flag, "=", "command", "command: [kubectl, delete, pod, NAME]");
    YamlText yaml =
        source.whole()
            ? new YamlText(form, "its text", source.text())
            : YamlText.of(form, path(flag, source.text()));
    return new CommandYaml(flag, yaml).read(source.name(), yaml.named(), yaml.root());
  }

  private static Path path(String flag, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException invalid) {
      throw new UsageException(
          "%s must name a file by a path that this system can name, not %s."
              .formatted(flag, Printable.shown(text)));
    }
  }

  /** Nobody could say when an undo is due that follows at once. */
  private void checkLength(PlannedFault fault, FaultCommand command) {
    if (command.undo().isPresent() && fault.length().isZero()) {
      throw new UsageException(
          "%s '%s' must say for how long, as in '%s: exec %s for 10s', since the command has an undo."
              .formatted(
                  settings.label(FaultSettings.FAULT),
                  fault.text(),
                  DurationNotation.text(fault.at()),
                  command.name()));
    }
  }

  /** In a plan file a command may wait for a fault of another call. */
  private void refuseUnnamed(
      Map<String, CommandSource> sources, Map<String, FaultCommand> commands) {
    List<String> unnamed = new ArrayList<>(sources.keySet());
    unnamed.removeAll(commands.keySet());
    if (settings.givenByFlag(FaultSettings.EXEC) && !unnamed.isEmpty()) {
      throw new UsageException(
          "%s gives %s, which no fault names; add a fault, as in --fault '30s: exec %s', or leave it out."
              .formatted(label, unnamed.get(0), unnamed.get(0)));
    }
  }

  /** Whoever sets it thinks that it does something. */
  private void refuseOtherPermission() {
    if (settings.given(PermissionSettings.ALLOW_EXEC).isPresent()
        && !settings.givenByFlag(PermissionSettings.ALLOW_EXEC)) {
      throw new UsageException(
          "%s allows nothing, since only the flag %s counts; remove it, and give the flag if you mean it."
              .formatted(
                  settings.label(PermissionSettings.ALLOW_EXEC),
                  PermissionSettings.ALLOW_EXEC.flag()));
    }
  }

  /**
   * A plan of somebody else's must not run anything that the caller has not seen. A run that is
   * taken up plays no faults, so that none of its commands is run.
   */
  private void checkAllowed(List<FaultCommand> commands) {
    boolean allowed =
        settings.givenByFlag(PermissionSettings.ALLOW_EXEC)
            && settings.get(PermissionSettings.ALLOW_EXEC);
    if (commands.isEmpty()
        || allowed
        || settings.get(InvocationSettings.DRY_RUN)
        || settings.givenByFlag(TakeUpSettings.TAKE_UP)) {
      return;
    }
    String shown =
        commands.stream()
            .map(command -> command.name() + " (" + command.words() + ")")
            .collect(Collectors.joining(" and "));
    throw new UsageException(
        "%s runs commands on this machine, %s; give %s as a flag if it may."
            .formatted(
                settings.label(FaultSettings.FAULT),
                shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown,
                PermissionSettings.ALLOW_EXEC.flag()));
  }
}
