package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.Latency;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<String> notes = new ArrayList<>();

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNoticedByTheLatencyLog() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      assertThatThrownBy(() -> new LatencyLog(full, SampleRun.START, Latency.ofLoop(true)).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    }
  }

  @Test
  void aDiskThatFillsUpInMidRunCostsTheFilesOnItAndNotTheRun() throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    ByteArrayOutputStream hlog = new ByteArrayOutputStream();
    ResultFiles files = filesOn(new SmallDisk(csv, 1_500), hlog);
    SampleRun.intervals().forEach(files);
    assertThat(notes)
        .containsExactly(
            folder.resolve("intervals.csv")
                + " cannot be written any more (No space left on device). The run goes on, and"
                + " names at its end what is not whole.");
    assertThat(files.finish(SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
        .containsExactly(incomplete("intervals.csv"));
    assertThat(hlog.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("Tag=")))
        .hasSize((5 - 1) * 10 + 2 * 10);
    assertThat(Files.exists(folder.resolve("result.json"))).isTrue();
  }

  @Test
  void everyFileThatCouldNotBeWrittenIsNamedAndNoneStaysUnfinished() throws IOException {
    Files.createDirectories(folder.resolve("result.json/in the way"));
    ResultFiles files =
        filesOn(
            new SmallDisk(new ByteArrayOutputStream(), 1_500),
            new SmallDisk(new ByteArrayOutputStream(), 4_000));
    SampleRun.intervals().forEach(files);
    assertThat(files.finish(SampleRun.result(true), SampleRun.JUDGEMENT, SampleRun.BOTTLENECKS))
        .containsExactlyInAnyOrder(
            incomplete("intervals.csv"),
            incomplete("latency.hlog"),
            folder.resolve("result.json") + " could not be written (Is a directory).");
    assertThat(notes).hasSize(1);
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder("result.json", "plan.yaml", "intervals.csv", "latency.hlog");
    }
  }

  @Test
  void aRowThatBrokeOffIsTheLastOneThoughThereIsRoomAgain() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    SmallDisk disk = new SmallDisk(kept, 1_500);
    ResultFiles files = filesOn(disk, new ByteArrayOutputStream());
    for (Interval interval : SampleRun.intervals()) {
      files.accept(interval);
      disk.makeRoomIfFull(10_000);
    }
    files.close();
    assertThat(kept.size()).isEqualTo(1_500);
  }

  private ResultFiles filesOn(OutputStream csv, OutputStream hlog) throws IOException {
    for (String name : List.of("plan.yaml", "intervals.csv", "latency.hlog")) {
      Files.createFile(folder.resolve(name));
    }
    return new ResultFiles(
        folder,
        "seed: 42\n",
        new IntervalCsv(csv, Latency.ofLoop(true)),
        new LatencyLog(hlog, SampleRun.START, Latency.ofLoop(true)),
        new UnfinishedLog(new FileOnBlocks(), () -> {}, SampleRun.facts(true)),
        notes::add);
  }

  private String incomplete(String name) {
    return folder.resolve(name)
        + " is incomplete (No space left on device); the figures shown are whole.";
  }

  /** Takes so many bytes and no more. */
  private static final class SmallDisk extends OutputStream {
    private final OutputStream kept;
    private int room;

    SmallDisk(OutputStream kept, int room) {
      this.kept = kept;
      this.room = room;
    }

    void makeRoomIfFull(int bytes) {
      room = room == 0 ? bytes : room;
    }

    @Override
    public void write(int value) throws IOException {
      if (room == 0) {
        throw new IOException("No space left on device");
      }
      room--;
      kept.write(value);
    }
  }
}
