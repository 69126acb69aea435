package dev.tokenstorm.cli;

import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The program itself: what it is, and its commands. */
final class TokenstormCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();

  TokenstormCommand() {
    spec.name("tokenstorm").mixinStandardHelpOptions(true).version(version());
    spec.addSubcommand("help", CommandSpec.forAnnotatedObject(new CommandLine.HelpCommand()));
    spec.usageMessage()
        .description(
            "Measures how fast a Temporal cluster, and the system that completes its activities"
                + " from outside, can go.")
        .customSynopsis("tokenstorm COMMAND [FLAG]...")
        .commandListHeading("%nCommands%n")
        .optionListHeading("%nFlags%n")
        .exitCodeListHeading("%nExit codes%n")
        .exitCodeList(ExitCode.shown(exitCodes()))
        .footer(
            "",
            "NO_COLOR turns colours off. Examples",
            "  tokenstorm run",
            "  tokenstorm run --target dev-server --workflows 200 --in-flight 100",
            "  tokenstorm doctor --target 10.0.0.5:7233",
            "  tokenstorm help run");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  /** All that any of its commands may have. */
  @Override
  public SortedMap<Integer, String> exitCodes() {
    return ExitCode.ofRuns();
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "say what to do, as in tokenstorm run; tokenstorm --help tells more.");
  }

  static String version() {
    return "tokenstorm "
        + Optional.ofNullable(TokenstormCommand.class.getPackage().getImplementationVersion())
            .orElse("(not built as a jar)");
  }
}
