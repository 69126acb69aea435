package dev.tokenstorm.plan;

import java.util.Locale;

/** The commands that operators give about a pending activity. */
public enum OperatorCommand {
  /** Start no further attempt until the pause ends. */
  PAUSE,
  /** End a pause. */
  UNPAUSE,
  /** Count attempts from 1 again. */
  RESET,
  /** Double the start-to-close timeout. */
  OPTIONS;

  /** Lower-case name in flags and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
