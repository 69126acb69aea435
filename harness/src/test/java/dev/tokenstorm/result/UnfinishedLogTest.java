package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.measurement.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be undone is kept though a disk is full, or was for a moment. */
final class UnfinishedLogTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final FileOnBlocks disk = new FileOnBlocks();

  private static UnfinishedLog log(FileOnBlocks file) throws IOException {
    return new UnfinishedLog(file, () -> {}, SampleRun.facts(true));
  }

  private Iterable<String> commands(FileOnBlocks file) throws IOException {
    Files.write(folder.resolve(UnfinishedLog.NAME), file.bytes());
    return NotUndone.of(folder).stream().map(NotUndone::command).toList();
  }

  /** Writes intervals until the disk has room for no other one. */
  private static void fill(UnfinishedLog log) {
    assertThatThrownBy(
            () -> {
              while (true) {
                log.write(StoredRun.interval(0, Phase.MEASURE));
              }
            })
        .hasMessage("No space left on device");
  }

  @Test
  void anIntervalThatBrokeOffDoesNotSwallowWhatFollows() throws IOException {
    try (UnfinishedLog log = log(disk)) {
      disk.setFull(true);
      fill(log);
      disk.setFull(false);
      var unused = log.begins("Fault 1 may still go on", "first");
    }

    assertThat(commands(disk)).containsExactly("first");
  }

  /** The next interval tells of it. */
  @Test
  void aLineThatBrokeOffDoesNotEndTheJournal() throws IOException {
    try (UnfinishedLog log = log(disk)) {
      UndoJournal.Entry first = log.begins("Fault 1 may still go on", "first");
      disk.setFull(true);
      var second = log.begins("Fault 2 may still go on", "x".repeat(FileOnBlocks.BLOCK_BYTES));
      disk.setFull(false);
      var unused = log.begins("Fault 3 may still go on", "third");
      first.undone();
      second.undone();
      assertThatThrownBy(() -> log.write(StoredRun.interval(0, Phase.MEASURE)))
          .hasMessage("No space left on device");
    }

    assertThat(commands(disk)).containsExactly("third");
  }

  /** Wherever in a block the last whole interval ends: there may be no room for a single byte. */
  @Test
  void aFullDiskStillTakesThatSomethingWasUndone() throws IOException {
    for (int length = 1; length <= FileOnBlocks.BLOCK_BYTES; length += 13) {
      FileOnBlocks file = new FileOnBlocks();
      try (UnfinishedLog log = log(file)) {
        UndoJournal.Entry server = log.begins("The dev server may still run", "x".repeat(length));
        UndoJournal.Entry fault = log.begins("Fault 1 may still go on", "first");
        file.setFull(true);
        fill(log);
        server.undone();
        assertThat(commands(file)).as("of length %d", length).containsExactly("first");
        fault.undone();
      }

      assertThat(commands(file)).as("of length %d", length).isEmpty();
      assertThat(new String(file.bytes(), StandardCharsets.UTF_8))
          .as("the part of a line is cut off")
          .endsWith("}\n");
    }
  }

  /** The rest of a block is not lost with a line that was too long for it. */
  @Test
  void aShortLineHasRoomWhereALongOneBrokeOff() throws IOException {
    try (UnfinishedLog log = log(disk)) {
      disk.setFull(true);
      var tooLong = log.begins("Fault 1 may still go on", "x".repeat(FileOnBlocks.BLOCK_BYTES));
      var unused = log.begins("Fault 2 may still go on", "second");
      tooLong.undone();
    }

    assertThat(commands(disk)).containsExactly("second");
  }
}
