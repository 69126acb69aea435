package dev.tokenstorm.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The commands put together: parses arguments, runs one, and never lets an error escape. */
final class Program {
  private final Console console;
  private final Errors errors;
  private final Map<CommandSpec, Command> bySpec = new HashMap<>();
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
    CommandSpec top = added(new TokenstormCommand());
    commands.forEach(command -> addTo(top, command));
    Ansi ansi = console.environment().containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO;
    this.commandLine =
        new CommandLine(top)
            .setExpandAtFiles(false)
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setColorScheme(Help.defaultColorScheme(ansi))
            .setUsageHelpWidth(100)
            .setExecutionStrategy(this::execute)
            .setParameterExceptionHandler(this::refused)
            .setExecutionExceptionHandler(
                (error, command, parsed) -> errors.report(error, debug(parsed.originalArgs())));
  }

  private void addTo(CommandSpec above, Command command) {
    CommandSpec spec = added(command);
    spec.mixinStandardHelpOptions(true).version(TokenstormCommand.version());
    spec.usageMessage()
        .exitCodeListHeading("%nExit codes%n")
        .exitCodeList(ExitCode.shown(command.exitCodes()));
    above.addSubcommand(spec.name(), spec);
    command.commands().forEach(below -> addTo(spec, below));
  }

  private CommandSpec added(Command command) {
    bySpec.put(command.spec(), command);
    return command.spec();
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

  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine commandLine = last.commandSpec().commandLine();
    try {
      return Objects.requireNonNull(bySpec.get(last.commandSpec())).call();
    } catch (ParameterException wrong) {
      throw wrong;
    } catch (Exception failed) {
      throw new ExecutionException(commandLine, String.valueOf(failed.getMessage()), failed);
    }
  }

  private int refused(ParameterException wrong, String[] args) {
    Objects.requireNonNull(bySpec.get(wrong.getCommandLine().getCommandSpec()))
        .refused(Arrays.asList(args), Errors.sentence(wrong));
    return errors.report(wrong);
  }

  private boolean debug(List<String> args) {
    return args.contains("--debug")
        || console.environment().getOrDefault("TOKENSTORM_DEBUG", "").matches("true|1");
  }
}
