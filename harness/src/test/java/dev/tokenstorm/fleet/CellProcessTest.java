package dev.tokenstorm.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.link.Frame;
import dev.tokenstorm.link.FrameReader;
import dev.tokenstorm.link.FrameWriter;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.HostPort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell whose coordinator says something wrong, or nothing any more. */
@Timeout(60)
class CellProcessTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private record Told(boolean ended, List<Frame> frames) {
    Optional<String> text(MessageKind kind) {
      return frames.stream()
          .filter(frame -> MessageKind.of(frame).equals(Optional.of(kind)))
          .map(Frame::text)
          .findFirst();
    }
  }

  private Told cell(byte[] input) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean ended =
        new CellProcess(
                new ByteArrayInputStream(input),
                out,
                folder.resolve("c0"),
                new RunContext(Clock.systemUTC(), "a test"))
            .run();
    FrameReader reader = new FrameReader(new ByteArrayInputStream(out.toByteArray()));
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
      frames.add(next.get());
    }
    return new Told(ended, frames);
  }

  private static byte[] plan(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FrameWriter(out).write(MessageKind.PLAN.frame(text));
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET / HTTP/1.1\r\n\r\n", "\u0001\u0001\u007f\u007f\u007f\u007f"})
  void whoIsNoCoordinatorGetsAHelloAndNoMore(String input)
      throws IOException, InterruptedException {
    Told told = cell(input.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(told.ended()).isFalse();
    assertThat(told.text(MessageKind.HELLO)).contains(CellProcess.hello("a test"));
    assertThat(told.text(MessageKind.RESULT)).isEmpty();
    assertThat(folder.resolve("c0")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"run_id\":\"../x\",\"seed\":1,\"cell\":0,\"cells\":2,\"plan\":\"workflows: 4\"}",
        "{\"run_id\":\"x\",\"seed\":1,\"cell\":2,\"cells\":2,\"plan\":\"workflows: 4\"}",
      })
  void anOrderThatIsNoneIsRefusedInOneSentence(String order)
      throws IOException, InterruptedException {
    Told told = cell(plan(order));
    assertThat(told.ended()).isFalse();
    assertThat(told.text(MessageKind.FAILED))
        .contains("The coordinator sent no plan that this program understands.");
  }

  @Test
  void aPlanThatNamesAFileIsRefused() throws IOException, InterruptedException {
    Told told =
        cell(
            plan(
                "{\"run_id\":\"x\",\"seed\":1,\"cell\":0,\"cells\":2,"
                    + "\"plan\":\"out: somewhere\"}"));
    assertThat(told.text(MessageKind.FAILED).orElseThrow()).startsWith("--out acts on");
  }

  @Test
  void anOrderComesBackAsItWas() {
    RunPlan plan = TestPlans.plan("target", "null", "cells", "3", "workflows", "30");
    CellOrder order =
        CellOrder.of(
            plan.forCells(new TargetPlan.Address(new HostPort("127.0.0.1", 7233))),
            new Share(1, 3));
    assertThat(CellOrder.read(order.text())).isEqualTo(order);
  }

  @Test
  void aStopOrderComesBackAsItWas() {
    for (StopOrder order :
        List.of(
            StopOrder.interrupted(),
            StopOrder.interrupted(Duration.ofSeconds(3)),
            StopOrder.because(
                new Ending(
                    Ending.How.ABORTED, "So.")))) {
      assertThat(StopOrder.read(order.text())).isEqualTo(order);
    }
    assertThat(StopOrder.read("no order")).isEqualTo(StopOrder.interrupted());
  }
}
