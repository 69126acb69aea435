package dev.tokenstorm.cli;

import dev.tokenstorm.fleet.CellProcess;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code tokenstorm cell}: one cell of {@code run --cells}, which starts it and talks with it on
 * standard input and output. It is no command for people, so the help leaves it out.
 */
final class CellCommand implements Command {
  private static final String OUT = "--out";

  private final CommandSpec spec = CommandSpec.create();
  private final Clock clock;

  CellCommand(Clock clock) {
    this.clock = clock;
    spec.name("cell");
    spec.addOption(
        OptionSpec.builder(OUT)
            .type(String.class)
            .arity("1")
            .required(true)
            .paramLabel("DIR")
            .description("Folder for the cell's results.")
            .build());
    spec.usageMessage()
        .hidden(true)
        .description("Runs one cell of a fleet, for the process that coordinates it.");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    CellProcess cell =
        new CellProcess(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            folder(spec.commandLine().getParseResult().matchedOptionValue(OUT, "")),
            new RunContext(clock, TokenstormCommand.version()));
    try (Interrupts signals = Interrupts.handle(cell::interrupt, () -> {})) {
      return cell.run() ? ExitCode.PASSED : ExitCode.COULD_NOT;
    }
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException none) {
      throw new UsageException(OUT + " must name a folder, not " + Printable.shown(text) + ".");
    }
  }
}
