package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNoticedByTheLatencyLog() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      assertThatThrownBy(() -> new LatencyLog(full, SampleRun.START, true).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    }
  }

  @Test
  void aDiskThatFillsUpInMidRunCostsTheFileAndNotTheRun() throws IOException {
    ByteArrayOutputStream hlog = new ByteArrayOutputStream();
    OutputStreamWriter csv = new OutputStreamWriter(new SmallDisk(1_500), StandardCharsets.UTF_8);
    ResultFiles files =
        new ResultFiles(
            folder, new IntervalCsv(csv, true), new LatencyLog(hlog, SampleRun.START, true));
    SampleRun.intervals().forEach(files);
    assertThat(files.finish(SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
        .hasValue(
            folder.resolve("intervals.csv")
                + " is incomplete (No space left on device); the figures shown are whole.");
    assertThat(hlog.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("Tag=")))
        .hasSize((5 - 1) * 10 + 2 * 10);
    assertThat(Files.exists(folder.resolve("result.json"))).isTrue();
  }

  /** Takes so many bytes and no more. */
  private static final class SmallDisk extends OutputStream {
    private int room;

    SmallDisk(int room) {
      this.room = room;
    }

    @Override
    public void write(int value) throws IOException {
      if (room == 0) {
        throw new IOException("No space left on device");
      }
      room--;
    }
  }
}
