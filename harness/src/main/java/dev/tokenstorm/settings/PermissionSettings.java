package dev.tokenstorm.settings;

import dev.tokenstorm.settings.Setting.Group;
import java.util.List;

/** The settings by which a user allows what a plan alone must not decide. */
public final class PermissionSettings {
  private static final SettingTable TABLE = new SettingTable(Group.PERMISSION);

  public static final Setting<Boolean> ALLOW_EXEC =
      TABLE
          .toggle(
              "allow-exec",
              "Let faults run the commands of --exec on this machine. This is a flag alone: neither"
                  + " a variable nor a plan file can give it")
          .unwritten();

  /** All of them, in the order of help texts. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private PermissionSettings() {}
}
