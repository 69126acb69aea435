package dev.tokenstorm.settings;

import dev.tokenstorm.settings.Setting.Group;
import java.nio.file.Path;
import java.util.List;

/** The settings of one call of the program, which are no part of a plan. */
public final class InvocationSettings {
  private static final SettingTable TABLE = new SettingTable(Group.INVOCATION);

  public static final Setting<Path> PLAN =
      TABLE
          .value(
              "plan",
              "FILE",
              new PathNotation(),
              "Read settings from a YAML file; its keys are the flags without dashes")
          .unwritten();

  public static final Setting<Boolean> DRY_RUN =
      TABLE.toggle("dry-run", "Print the plan and an estimate, and stop").unwritten();

  public static final Setting<Boolean> JSON =
      TABLE.toggle("json", "Print the result document in place of the summary").unwritten();

  public static final Setting<Boolean> QUIET =
      TABLE.toggle("quiet", "Print no progress").unwritten();

  public static final Setting<Boolean> DEBUG =
      TABLE.toggle("debug", "Print a stack trace with an unexpected error").unwritten();

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private InvocationSettings() {}
}
