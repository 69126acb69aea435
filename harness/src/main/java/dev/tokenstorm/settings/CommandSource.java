package dev.tokenstorm.settings;

import dev.tokenstorm.fault.FaultCommand;

/**
 * Where a command stands that faults name.
 *
 * @param name of the command
 * @param text names the file, or is the command itself: a mapping of YAML in braces
 */
record CommandSource(String name, String text) {
  private static final String BRACE = "{";

  /** Returns that of a command which stands in no file. */
  static CommandSource of(FaultCommand command) {
    return new CommandSource(command.name(), CommandYaml.write(command));
  }

  /** Whether the text is the command itself. */
  boolean whole() {
    return text.startsWith(BRACE);
  }
}
