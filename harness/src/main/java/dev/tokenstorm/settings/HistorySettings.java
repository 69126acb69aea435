package dev.tokenstorm.settings;

import dev.tokenstorm.settings.Setting.Group;
import java.util.List;

/** The settings of a history of runs, which are no part of a plan. */
public final class HistorySettings {
  private static final SettingTable TABLE = new SettingTable(Group.HISTORY);
  private static final int LONGEST_NAME = 255;

  public static final Setting<HistoryLocation> HISTORY =
      TABLE
          .value(
              "history",
              "FILE|URL",
              new HistoryLocationNotation(),
              "The history that a row of figures is added to: an SQLite file, or a PostgreSQL"
                  + " database such as jdbc:postgresql://db:5432/tokenstorm, whose user and password"
                  + " come from PGUSER and PGPASSWORD or ~/.pgpass")
          .unwritten();

  public static final Setting<RowLabel> LABEL =
      TABLE
          .list(
              "label",
              "KEY=VALUE",
              new RowLabelNotation(),
              "\\s*,\\s*",
              "A label of the row, such as commit=1a2b3c; may be repeated")
          .unwritten();

  public static final Setting<String> TARGET_LABEL =
      TABLE
          .value(
              "target-label",
              "NAME",
              new NameNotation(LONGEST_NAME),
              "What the history calls the target; runs whose targets are called alike can be"
                  + " compared")
          .orInWords("its address, or what it is when the run starts it")
          .unwritten();

  public static final Setting<String> SERIES =
      TABLE
          .value(
              "series",
              "NAME",
              new NameNotation(LONGEST_NAME),
              "The series of the history that the row belongs to")
          .orInWords("that of all runs with the same plan, target label and class of host")
          .unwritten();

  /** All of them, in the order of help texts. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private HistorySettings() {}
}
