package dev.tokenstorm.cli;

import dev.tokenstorm.history.HistoryException;
import dev.tokenstorm.result.CheckedStream;
import dev.tokenstorm.result.FullDiskException;
import dev.tokenstorm.result.WriteFailure;
import dev.tokenstorm.server.ProxyPassword;
import dev.tokenstorm.server.TargetException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    ProxyPassword.install();
    CheckedStream out = new CheckedStream(new FileOutputStream(FileDescriptor.out));
    Console console =
        new Console(
            System.getenv(),
            utf8(out),
            utf8(new FileOutputStream(FileDescriptor.err)),
            isTerminal(1),
            isTerminal(2));
    int code = program(console).run(args);
    System.exit(wasHeard(out, console) || code != ExitCode.PASSED ? code : ExitCode.COULD_NOT);
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Whether stdout took all, or its reader had enough of it. */
  private static boolean wasHeard(CheckedStream out, Console console) {
    try {
      out.check();
      return true;
    } catch (IOException e) {
      String reason = WriteFailure.reason(e);
      if (reason.equals("Broken pipe")) {
        return true;
      }
      console.message("stdout could not be written (" + reason + ").");
      return false;
    }
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
        error ->
            error instanceof TargetException
                || error instanceof FullDiskException
                || error instanceof HistoryException,
        List.of(
            new RunCommand(console, clock, new CellAction(console, clock)),
            SearchCommand.tune(console, clock),
            SearchCommand.capacity(console, clock),
            new CompareCommand(console, clock),
            new DrillCommand(console, clock),
            new ReportCommand(console),
            new HistoryCommand(console),
            new GateCommand(console),
            new DoctorCommand(console),
            new CleanCommand(console),
            new NullServerCommand(console)));
  }
}
