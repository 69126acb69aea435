package dev.tokenstorm.cli;

import dev.tokenstorm.text.Printable;
import java.io.PrintStream;
import java.util.Map;

/**
 * A command's surroundings: variables, and the streams that it prints to.
 *
 * @param environment the environment's variables
 * @param out for results
 * @param err for progress and messages
 * @param outIsTerminal whether a person reads {@code out} on a terminal
 * @param errIsTerminal whether a person reads {@code err} on a terminal
 */
record Console(
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal) {
  public Console {
    environment = Map.copyOf(environment);
  }

  /** A console that no terminal shows. */
  public Console(Map<String, String> environment, PrintStream out, PrintStream err) {
    this(environment, out, err, false, false);
  }

  /** Whether the user has nothing against colours. */
  boolean colours() {
    return !environment.containsKey("NO_COLOR");
  }

  /** Prints one message on one line, whatever is in it. */
  public void message(String sentence) {
    err.println("tokenstorm: " + Printable.escaped(sentence));
  }
}
