package dev.tokenstorm.cli;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the program. */
interface Command extends Callable<Integer> {

  /** Its name, its flags and its help; the program adds what all commands have. */
  CommandSpec spec();

  /** The commands below it, which the program adds to it. */
  default List<Command> commands() {
    return List.of();
  }

  /**
   * Is told of a command line of its own that cannot be read, before the user is.
   *
   * @param arguments all that the program was given
   * @param cause what is wrong, in a sentence
   */
  default void refused(List<String> arguments, String cause) {}

  /** What its exit codes mean, a line each, for its help. */
  default SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofEveryCommand();
  }
}
