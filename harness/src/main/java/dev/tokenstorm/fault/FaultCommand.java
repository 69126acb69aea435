package dev.tokenstorm.fault;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of the user's that faults name. Immutable.
 *
 * @param name of letters, digits, dots, dashes and underscores, since files are named by it
 * @param call what happens when the fault begins
 * @param undo what undoes it; empty if nothing has to
 * @param keptVariables variables that the command gets although they may hold secrets
 */
public record FaultCommand(
    String name, CommandCall call, Optional<CommandCall> undo, List<String> keptVariables) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public FaultCommand {
    keptVariables = List.copyOf(keptVariables);
  }

  /** Whether a text can name a command. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns its calls, the one that undoes it last. */
  public List<CommandCall> calls() {
    return Stream.concat(Stream.of(call), undo.stream()).toList();
  }

  /** Returns what is run, in one line. */
  public String words() {
    return call.typed() + undo.map(other -> ", undone by " + other.typed()).orElse("");
  }
}
