package dev.tokenstorm.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
   * @param commands to which help and version are added
   */
  Program(Console console, Predicate<Throwable> expected, List<? extends Command> commands) {
    this.console = console;
    this.errors = new Errors(console, expected);
    CommandSpec top = new TokenstormCommand().spec();
    for (Command command : commands) {
      CommandSpec spec = command.spec();
      spec.mixinStandardHelpOptions(true).version(TokenstormCommand.version());
      spec.usageMessage()
          .exitCodeListHeading("%nExit codes%n")
          .exitCodeList(ExitCode.shown(command.exitCodes()));
      top.addSubcommand(spec.name(), spec);
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
