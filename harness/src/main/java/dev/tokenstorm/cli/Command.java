package dev.tokenstorm.cli;

import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the program. */
interface Command extends Callable<Integer> {

  /** Its name, its flags and its help; the program adds what all commands have. */
  CommandSpec spec();

  /** What its exit codes mean, a line each, for its help. */
  default SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofEveryCommand();
  }
}
