package dev.tokenstorm.report;

import dev.tokenstorm.result.Interval;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Shows a run's progress while it goes on. It holds the last interval only. But for {@link #say}
 * for one thread; {@link #close} leaves the terminal as it was found.
 */
public interface Progress extends Consumer<Interval>, AutoCloseable {
  /** Of a terminal whose width nobody knows. */
  int USUAL_COLUMNS = 80;

  /**
   * Prints something beside the progress, on a line of its own. From any thread.
   *
   * @param print prints whole lines to where the progress is
   */
  default void say(Runnable print) {
    print.run();
  }

  @Override
  void close();

  /**
   * A few lines, drawn anew with each interval. Needs a terminal.
   *
   * @param columns the terminal's width, asked each time something is drawn
   * @param colours whether the user wants them
   */
  static Progress live(
      PrintStream terminal, ProgressGoal goal, IntSupplier columns, boolean colours) {
    return new LiveProgress(terminal, goal, columns, new Style(colours));
  }

  /** A line every five seconds, and one at each change of phase. */
  static Progress lines(PrintStream out, ProgressGoal goal) {
    return new LineProgress(out, goal);
  }

  /** The same, so that output that nobody reads holds up nobody else. */
  default Progress unhindered() {
    return new UnhinderedProgress(this);
  }

  /** Nothing at all. */
  static Progress quiet() {
    return new Progress() {
      @Override
      public void accept(Interval interval) {}

      @Override
      public void close() {}
    };
  }

  /**
   * The width that the environment says a terminal has, if that can be one.
   *
   * @param columnsVariable the value of COLUMNS, or an empty text
   */
  static OptionalInt columns(String columnsVariable) {
    try {
      int columns = Integer.parseInt(columnsVariable.strip());
      return columns >= 20 && columns <= 1_000 ? OptionalInt.of(columns) : OptionalInt.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }
}
