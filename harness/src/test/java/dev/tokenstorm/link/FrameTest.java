package dev.tokenstorm.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static byte[] written(List<Frame> frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(out);
    for (Frame frame : frames) {
      writer.write(frame);
    }
    return out.toByteArray();
  }

  private static List<Frame> read(byte[] bytes) throws IOException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes));
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
      frames.add(next.get());
    }
    return frames;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Random random = new Random(1);
    List<Frame> frames = new ArrayList<>(List.of(new Frame(0, ""), new Frame(255, "Grüße")));
    for (int i = 0; i < 50; i++) {
      byte[] content = new byte[random.nextInt(10_000)];
      random.nextBytes(content);
      frames.add(new Frame(random.nextInt(256), content));
    }
    assertThat(read(written(frames))).isEqualTo(frames);
    assertThat(frames.get(1).text()).isEqualTo("Grüße");
  }

  @Test
  void theLargestFrameIsReadAndALargerOneIsNone() throws IOException {
    Frame largest = new Frame(1, new byte[Frame.MOST_BYTES]);
    assertThat(read(written(List.of(largest)))).containsExactly(largest);
    assertThatThrownBy(() -> new Frame(1, new byte[Frame.MOST_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Frame(256, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLengthThatIsNoneIsRefusedBeforeAnythingIsKept() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Frame.MOST_BYTES + 1, Integer.MAX_VALUE}) {
      byte[] header =
          ByteBuffer.allocate(Frame.HEADER_BYTES)
              .put((byte) Frame.VERSION)
              .put((byte) 1)
              .putInt(length)
              .array();
      assertThatThrownBy(() -> read(header)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    byte[] bytes = written(List.of(new Frame(1, "text")));
    bytes[0] = 2;
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aStreamThatEndsWithinAFrameIsTold() throws IOException {
    byte[] bytes = written(List.of(new Frame(1, "text")));
    for (int length = 1; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void noiseEndsInFramesOrInOneException() {
    Random random = new Random(2);
    for (int round = 0; round < 2_000; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 0 && round % 2 == 0) {
        noise[0] = Frame.VERSION;
      }
      try {
        assertThat(read(noise)).hasSizeLessThan(50);
      } catch (IOException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }
}
