package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenstorm.text.Notation.Misfit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultNotationTest {
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  private final FaultNotation notation = new FaultNotation();

  private FaultKind kind(String text) throws Misfit {
    return notation.parse("30s: " + text).kind();
  }

  @Test
  void eachKindIsReadWithWhatItHas() throws Misfit {
    assertThat(kind("cut 5s")).isEqualTo(new FaultKind.Cut(FIVE_SECONDS));
    assertThat(kind("blackhole 5s")).isEqualTo(new FaultKind.Blackhole(FIVE_SECONDS));
    assertThat(kind("blackhole-replies 5s"))
        .isEqualTo(new FaultKind.BlackholeReplies(FIVE_SECONDS));
    assertThat(kind("stall 5s")).isEqualTo(new FaultKind.Stall(FIVE_SECONDS));
    assertThat(kind("delay 50ms±10ms for 5s"))
        .isEqualTo(
            new FaultKind.SlowLink(Duration.ofMillis(50), Duration.ofMillis(10), FIVE_SECONDS));
    assertThat(kind("bandwidth 1MiB/s for 5s"))
        .isEqualTo(new FaultKind.Bandwidth(1 << 20, FIVE_SECONDS));
    assertThat(kind("reset 10%")).isEqualTo(new FaultKind.Reset(0.1));
    assertThat(kind("kill-server")).isEqualTo(new FaultKind.KillServer());
    assertThat(kind("restart-server after 5s"))
        .isEqualTo(new FaultKind.RestartServer(FIVE_SECONDS));
    assertThat(kind("pause-server 5s")).isEqualTo(new FaultKind.PauseServer(FIVE_SECONDS));
    assertThat(kind("exec a.b-c_9")).isEqualTo(new FaultKind.Exec("a.b-c_9", Duration.ZERO));
    assertThat(kind("exec a for 5s")).isEqualTo(new FaultKind.Exec("a", FIVE_SECONDS));
    assertThat(kind("pause-generator 5s")).isEqualTo(new FaultKind.PauseGenerator(FIVE_SECONDS));
    assertThat(kind("lose-replies 1% for 5s"))
        .isEqualTo(new FaultKind.LoseReplies(0.01, Optional.empty(), FIVE_SECONDS));
    assertThat(kind("lose-replies 5% of RespondActivityTaskCompleted for 5s"))
        .isEqualTo(
            new FaultKind.LoseReplies(
                0.05, Optional.of("RespondActivityTaskCompleted"), FIVE_SECONDS));
    assertThat(kind("lose-worker 5s")).isEqualTo(new FaultKind.LoseWorker(FIVE_SECONDS));
  }

  @Test
  void aFaultKnowsWhenItBeginsAndEnds() throws Misfit {
    TimedFault fault = notation.parse("1m30s: cut 5s");

    assertThat(fault.at()).isEqualTo(Duration.ofSeconds(90));
    assertThat(fault.end()).isEqualTo(Duration.ofSeconds(95));
    assertThat(notation.parse("0: reset 1%").end()).isZero();
  }

  /** Spaces, and the other ways to write a plus-minus sign, mean the same. */
  @ParameterizedTest
  @CsvSource({
    "'30s:cut 5s', '30s: cut 5s'",
    "' 30 s :  cut   for 5s ', '30s: cut 5s'",
    "'90s: cut 5000ms', '90s: cut 5s'",
    "'1m: stall 1m', '1m: stall 1m'",
    "'1s: delay 50ms+-10ms for 5s', '1s: delay 50ms±10ms for 5s'",
    "'1s: delay 50ms +/- 10ms for 5s', '1s: delay 50ms±10ms for 5s'",
    "'1s: delay 50ms ± 10ms for 5s', '1s: delay 50ms±10ms for 5s'",
    "'1s: delay 50ms\ufffd\ufffd10ms for 5s', '1s: delay 50ms±10ms for 5s'",
    "'1s: delay 50ms for 5s', '1s: delay 50ms for 5s'",
    "'1s: delay 50ms±0 for 5s', '1s: delay 50ms for 5s'",
    "'1s: bandwidth 1.5MiB/s for 5s', '1s: bandwidth 1536KiB/s for 5s'",
    "'1s: bandwidth 1000000B/s for 5s', '1s: bandwidth 1MB/s for 5s'",
    "'1s: bandwidth 60kB/m for 5s', '1s: bandwidth 1kB/s for 5s'",
    "'1s: reset 2.50 %', '1s: reset 2.5%'",
    "'1s: lose-replies 0.10 % for 5000ms', '1s: lose-replies 0.1% for 5s'",
    "'1s: lose-replies 100%  of PollActivityTaskQueue for 5s',"
        + " '1s: lose-replies 100% of PollActivityTaskQueue for 5s'",
    "'1s: exec  restart', '1s: exec restart'",
    "'1s: exec restart for  60s', '1s: exec restart for 1m'",
    "'1s: kill-server ', '1s: kill-server'",
    "'1s: restart-server  after 5000ms', '1s: restart-server after 5s'",
    "'1s: pause-server for 5s', '1s: pause-server 5s'",
    "'1s: pause-generator for 5s', '1s: pause-generator 5s'",
    "'1s: lose-worker for 5s', '1s: lose-worker 5s'"
  })
  void whatIsPrintedReadsBackAsTheSameFault(String text, String printed) throws Misfit {
    TimedFault fault = notation.parse(text);

    assertThat(notation.print(fault)).isEqualTo(printed);
    assertThat(notation.parse(printed)).isEqualTo(fault);
  }

  private String refusal(String text) {
    Misfit misfit = catchThrowableOfType(Misfit.class, () -> notation.parse(text));
    assertThat(misfit).as(text).isNotNull();
    return misfit.sentence("--fault", text);
  }

  @Test
  void aKindThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThat(refusal("30s: cutt 5s"))
        .isEqualTo(
            "--fault must say cut where it says cutt; the faults are cut, blackhole,"
                + " blackhole-replies, stall, delay, bandwidth, reset, lose-replies,"
                + " kill-server, restart-server, pause-server, pause-generator,"
                + " lose-worker, exec.");
    assertThat(refusal("30s: kill -9")).contains("the faults are cut, ");
    assertThat(refusal("30s:")).contains("the faults are cut, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut 5s", "", "30s", "reset 10%"})
  void aFaultWithoutATimeIsRefused(String text) {
    assertThat(refusal(text))
        .startsWith("--fault must be a time from the run's start and a fault, as in '30s: cut 5s'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1s: cut 5s", "soon: cut 5s", ": cut 5s", "5: cut 5s", "721h: cut 5s"})
  void aFaultWithAnImpossibleTimeIsRefused(String text) {
    assertThat(refusal(text)).startsWith("--fault must begin with a time between 0 and 720h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cut",
        "cut 0",
        "cut 25h",
        "cut 5",
        "cut -5s",
        "cut 5s 5s",
        "blackhole",
        "stall for",
        "delay 50ms",
        "delay for 5s",
        "delay 0 for 5s",
        "delay 50ms±10 for 5s",
        "delay 50ms±10ms±5ms for 5s",
        "bandwidth 1MiB for 5s",
        "bandwidth 1024/s for 5s",
        "bandwidth 0B/s for 5s",
        "bandwidth 1MiB/s",
        "reset",
        "reset 10",
        "reset 0%",
        "reset 101%",
        "reset -1%",
        "reset 10% for 5s",
        "lose-replies",
        "lose-replies 1%",
        "lose-replies 5s",
        "lose-replies 1 for 5s",
        "lose-replies 0% for 5s",
        "lose-replies 101% for 5s",
        "lose-replies 1% for 0",
        "lose-replies 1% of PollActivityTaskQueue",
        "lose-replies of PollActivityTaskQueue for 5s",
        "kill-server 5s",
        "kill-server after 5s",
        "restart-server",
        "restart-server 5s",
        "restart-server after",
        "restart-server after 0",
        "pause-server",
        "pause-server after 5s",
        "pause-generator",
        "lose-worker"
      })
  void aValueThatAKindCannotHaveIsRefusedWithAnExample(String fault) {
    String word = fault.split(" ", -1)[0];
    assertThat(refusal("30s: " + fault))
        .startsWith("--fault must give " + word + " what it can have, as in '30s: " + word);
  }

  @Test
  void aSpreadBeyondTheDelayIsRefused() {
    assertThat(refusal("1s: delay 10ms±11ms for 5s"))
        .isEqualTo("--fault must give delay a spread that is no larger than the delay itself.");
  }

  @Test
  void aCallThatThereIsNotIsRefusedWithThoseThatAreLikeIt() {
    assertThat(refusal("1s: lose-replies 1% of RespondActivityCompleted for 5s"))
        .startsWith(
            "--fault must name a call of Temporal's workflow service where it says"
                + " RespondActivityCompleted, such as RespondActivityTaskCompleted or ");
    assertThat(refusal("1s: lose-replies 1% of startworkflowexecution for 5s"))
        .contains("where it says startworkflowexecution, such as StartWorkflowExecution or ");
    assertThat(refusal("1s: lose-replies 1% of Poll Everything for 5s"))
        .contains("where it says \"Poll Everything\", such as ");
  }

  @Test
  void aLongTextIsRefusedAtOnce() {
    assertThat(refusal("30s: cut " + "5".repeat(100_000))).hasSizeLessThan(300);
  }
}
