package dev.tokenstorm.cli;

import dev.tokenstorm.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The width of a terminal, in columns. The JDK cannot say it; {@code stty} can, which is asked once
 * and again whenever the terminal tells of a new size (SIGWINCH), on a thread of the JVM's. Where
 * it cannot be asked, the variable COLUMNS says it, else there are 80; where it can, COLUMNS may
 * only make lines shorter, because shells set it once and terminals change. Thread-safe.
 */
final class TerminalWidth implements IntSupplier, AutoCloseable {
  private static final Path STDERR = Path.of("/proc/self/fd/2");
  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{1,5})\\s*");

  /** Far more than it takes, also on a machine under load. */
  private static final int PATIENCE_SECONDS = 2;

  private final Path terminal;
  private final OptionalInt variable;
  private volatile int columns = Progress.USUAL_COLUMNS;
  private volatile SignalHandler.Registration resizes = () -> {};

  private TerminalWidth(Path terminal, OptionalInt variable) {
    this.terminal = terminal;
    this.variable = variable;
  }

  /**
   * Makes the width of the terminal that stderr is.
   *
   * @param columnsVariable the value of COLUMNS, or an empty text
   */
  static TerminalWidth ofStderr(String columnsVariable) {
    return of(STDERR, columnsVariable);
  }

  /** Makes the width of a terminal that is known by its device. */
  static TerminalWidth of(Path terminal, String columnsVariable) {
    TerminalWidth width = new TerminalWidth(terminal, Progress.columns(columnsVariable));
    width.resizes = SignalHandler.on("WINCH", width::ask);
    // After that, so that no change in between is missed.
    width.ask();
    return width;
  }

  @Override
  public int getAsInt() {
    return columns;
  }

  /** Follows the terminal no longer. */
  @Override
  public void close() {
    resizes.close();
  }

  /** Asks again: one call after the other, so that the last answer is the one that stays. */
  synchronized void ask() {
    columns = asked();
  }

  private int asked() {
    OptionalInt real = real();
    if (real.isEmpty()) {
      return variable.orElse(Progress.USUAL_COLUMNS);
    }
    return Math.min(real.getAsInt(), variable.orElse(Integer.MAX_VALUE));
  }

  private OptionalInt real() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream out = stty.getInputStream()) {
        if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return OptionalInt.empty();
        }
        Matcher size =
            ROWS_AND_COLUMNS.matcher(new String(out.readAllBytes(), StandardCharsets.US_ASCII));
        // A terminal that does not know its size has none.
        return size.matches() && Integer.parseInt(size.group(1)) > 0
            ? OptionalInt.of(Integer.parseInt(size.group(1)))
            : OptionalInt.empty();
      } finally {
        stty.destroy();
      }
    } catch (IOException noSuchProgramOrTerminal) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
