package dev.tokenstorm.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The commands put together: parses arguments, runs one, and never lets an error escape. */
final class Program {
  private final Console console;
  private final Errors errors;
  private final CommandLine commandLine;

  /**
   * A program.
   *
   * @param expected whether an error's message already is a sentence for the user, such as that of
   *     a target that cannot be reached; it gives exit code 1
   * @param commands each with its name; help, version and exit codes are added
   */
  Program(Console console, Predicate<Throwable> expected, List<CommandSpec> commands) {
    this.console = console;
    this.errors = new Errors(console, expected);
    CommandSpec top = new TokenstormCommand().spec();
    for (CommandSpec command : commands) {
      command.mixinStandardHelpOptions(true).version(TokenstormCommand.version());
      command.usageMessage().exitCodeListHeading("%nExit codes%n");
      Map<String, String> codes = ExitCode.descriptions();
      if (List.of(SearchCommand.TUNE, SearchCommand.CAPACITY).contains(command.name())) {
        codes.put(String.valueOf(ExitCode.FAILED), "no run, or no rate, led to an answer");
        codes.remove(String.valueOf(ExitCode.UNTRUSTWORTHY));
      } else if (!command.name().equals(RunCommand.NAME)) {
        codes.remove(String.valueOf(ExitCode.FAILED));
        codes.remove(String.valueOf(ExitCode.UNTRUSTWORTHY));
      }
      command.usageMessage().exitCodeList(codes);
      top.addSubcommand(command.name(), command);
    }
    Ansi ansi = console.environment().containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO;
    this.commandLine =
        new CommandLine(top)
            .setExpandAtFiles(false)
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setColorScheme(Help.defaultColorScheme(ansi))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(this::refused)
            .setExecutionExceptionHandler(
                (error, command, parsed) -> errors.report(error, debug(parsed.originalArgs())));
  }

  /** Runs one command and returns the exit code. */
  int run(String... args) {
    try {
      return commandLine.execute(args);
    } catch (RuntimeException | Error escaped) {
      return errors.report(escaped, debug(Arrays.asList(args)));
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private int refused(ParameterException wrong, String[] args) {
    if (wrong.getCommandLine().getCommandSpec().userObject() instanceof RunCommand run) {
      run.refused(Arrays.asList(args), Errors.sentence(wrong));
    }
    return errors.report(wrong);
  }

  private boolean debug(List<String> args) {
    return args.contains("--debug")
        || console.environment().getOrDefault("TOKENSTORM_DEBUG", "").matches("true|1");
  }
}
