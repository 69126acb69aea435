package dev.tokenstorm.report;

import dev.tokenstorm.result.Interval;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Shows the progress of a run. An implementation keeps only the last interval. All methods but
 * {@link #say} are for one thread; {@link #close} leaves the terminal as it was found.
 */
public interface Progress extends Consumer<Interval>, AutoCloseable {
  /** Assumed width, in columns, of a terminal that does not tell its width. */
  int USUAL_COLUMNS = 80;

  /**
   * Prints something beside the progress, on lines of its own. Any thread may call it.
   *
   * @param print prints whole lines to where the progress is shown
   */
  default void say(Runnable print) {
    print.run();
  }

  @Override
  void close();

  /**
   * Returns progress that draws a few lines anew after each interval. It needs a terminal.
   *
   * @param columns gives the terminal's current width
   * @param colours whether the user wants colours
   */
  static Progress live(
      PrintStream terminal, ProgressGoal goal, IntSupplier columns, boolean colours) {
    return new LiveProgress(terminal, goal, columns, new Style(colours));
  }

  /** Returns progress that prints one line every five seconds, and one at each change of phase. */
  static Progress lines(PrintStream out, ProgressGoal goal) {
    return new LineProgress(out, goal);
  }

  /**
   * Returns the same progress on a thread of its own, so that output that nobody reads does not
   * hold up the run.
   */
  default Progress unhindered() {
    return new UnhinderedProgress(this);
  }

  /** Returns progress that shows nothing. */
  static Progress quiet() {
    return new Progress() {
      @Override
      public void accept(Interval interval) {}

      @Override
      public void close() {}
    };
  }

  /**
   * Returns the width of the terminal that the environment names; empty if it is no possible width.
   *
   * @param columnsVariable the value of COLUMNS; empty if it is not set
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
