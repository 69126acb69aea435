package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does by hand about a dev server that is left. */
final class DevServerTest {

  /** Whoever pastes it must not remove anything else. */
  @Test
  void theCommandThatEndsItRemovesOneFolderWhateverItsName() {
    assertThat(DevServer.endCommand(4711, Path.of("/tmp/my files/it's")))
        .isEqualTo("kill 4711; rm -rf '/tmp/my files/it'\\''s'");
    assertThat(DevServer.endCommand(4711, Path.of("/tmp/server-1")))
        .isEqualTo("kill 4711; rm -rf /tmp/server-1");
  }

  /** SQLite removes files of its own while the server ends. */
  @Test
  void theCommandThatEndsItFailsNotForFilesThatTheServerRemovedItself(@TempDir Path folder)
      throws Exception {
    Process server = new ProcessBuilder("sleep", "600").start();
    try {
      String command = DevServer.endCommand(server.pid(), folder.resolve("gone by now"));

      assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
      assertThat(server.waitFor()).isNotZero();
    } finally {
      server.destroyForcibly();
    }
  }

  /** Its data is in its memory, or in a file that the user named. */
  @Test
  void aServerWithoutAFolderLeavesNoLogWhenTheProgramEnds(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("server.log");
    try (ServerProcess server =
        ServerProcess.launch(List.of("sleep", "600"), new HostPort("127.0.0.1", 1), log)) {
      assertThat(log).exists();

      DevServer.stopAtExit(server, log, Optional.empty());

      assertThat(log).doesNotExist();
    }
  }

  @Test
  void aProgramThatCannotBeStartedLeavesNoFiles(@TempDir Path folder) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path log = Files.createFile(data.resolve("server.log"));
    List<String> command = List.of(folder.resolve("no-program").toString());

    assertThatThrownBy(
            () -> DevServer.launch(command, new HostPort("127.0.0.1", 1), log, Optional.of(data)))
        .isInstanceOf(IOException.class);
    assertThat(data).doesNotExist();
  }
}
