package dev.tokenstorm.cli;

import dev.tokenstorm.target.TargetException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.logging.LogManager;

/** The program's entry. */
public final class Main {

  private Main() {}

  /** Runs the program and exits with its code. */
  public static void main(String[] args) {
    UnsafeWarning.silence();
    // gRPC logs to java.util.logging what its callers are told anyway, with stack traces.
    LogManager.getLogManager().reset();
    Console console =
        new Console(
            System.getenv(),
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            isTerminal(1),
            isTerminal(2));
    System.exit(program(console).run(args));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The JDK cannot say it of one stream; Linux can. Elsewhere progress comes as lines. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String file = Files.readSymbolicLink(link).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException elsewhere) {
      return false;
    }
  }

  /** The program with all its commands. */
  static Program program(Console console) {
    Clock clock = Clock.systemUTC();
    return new Program(
        console,
        TargetException.class::isInstance,
        List.of(
            new RunCommand(console, clock, new CellAction(console, clock)).spec(),
            SearchCommand.tune(console, clock),
            SearchCommand.capacity(console, clock),
            new ReportCommand(console).spec(),
            new DoctorCommand(console).spec(),
            new CleanCommand(console).spec(),
            new NullServerCommand(console).spec()));
  }
}
