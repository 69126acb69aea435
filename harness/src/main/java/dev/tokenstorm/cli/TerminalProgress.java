package dev.tokenstorm.cli;

import dev.tokenstorm.report.Progress;
import dev.tokenstorm.result.Interval;

/**
 * Progress on a terminal whose width is followed for as long as something is shown.
 *
 * @param width is closed after what is shown
 */
record TerminalProgress(Progress shown, TerminalWidth width) implements Progress {

  @Override
  public void accept(Interval interval) {
    shown.accept(interval);
  }

  @Override
  public void say(Runnable print) {
    shown.say(print);
  }

  @Override
  public void close() {
    shown.close();
    width.close();
  }
}
