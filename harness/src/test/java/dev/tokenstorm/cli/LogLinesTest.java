package dev.tokenstorm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LogLinesTest {
  private final List<String> printed = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void a_warning_with_a_throwable_is_one_line() {
    logger(Level.WARN).warn("poll of {}\nfailed", "queue", new IllegalStateException("gone"));

    assertThat(printed)
        .containsExactly(
            "WARN Poller: poll of queue failed (java.lang.IllegalStateException: gone)");
  }

  @Test
  void aServersWordsInAWarningChangeNoTerminalAndEndSomewhere() {
    Logger logger = logger(Level.WARN);
    logger.warn("it says {}", "a\u001b[31m");
    logger.warn("it goes on {}", "b".repeat(10_000));
    assertThat(printed.get(0)).isEqualTo("WARN Poller: it says a\\u001b[31m");
    assertThat(printed.get(1)).hasSizeLessThan(2_100).endsWith("…");
  }

  @Test
  void information_is_left_out() {
    logger(Level.WARN).info("hello");

    assertThat(printed).isEmpty();
  }

  @Test
  void a_flood_from_one_place_is_one_line_and_a_number() {
    Logger logger = logger(Level.WARN);
    for (int i = 0; i < 100; i++) {
      logger.warn("poll {} failed", i);
    }
    logger.warn("another place");
    nanos.addAndGet(LogLines.QUIET_NANOS);
    logger.warn("poll {} failed", 100);

    assertThat(printed)
        .containsExactly(
            "WARN Poller: poll 0 failed",
            "WARN Poller: another place",
            "WARN Poller: poll 100 failed (and 99 like it)");
  }

  @Test
  void at_debug_everything_is_printed_with_its_trace() {
    Logger logger = logger(Level.DEBUG);
    logger.debug("one");
    logger.debug("one", new IllegalStateException("gone"));

    assertThat(printed).hasSize(2);
    assertThat(printed.get(1))
        .contains("IllegalStateException: gone", "at " + getClass().getName());
  }

  @Test
  void whatTheHarnessItselfSaysAtInfoWasAskedForAndIsNeverLeftOut() {
    LogLines lines = new LogLines(Level.WARN, nanos::get, printed::add);
    Logger own = new LineLogger("dev.tokenstorm.cell.CellProbe", lines, Level.INFO.toInt());
    own.info("token: {}", "a");
    own.info("token: {}", "b");

    assertThat(printed).containsExactly("token: a", "token: b");
  }

  private Logger logger(Level lowest) {
    return new LineLogger(
        "io.temporal.Poller", new LogLines(lowest, nanos::get, printed::add), lowest.toInt());
  }
}
