package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, of which each says when it is there. */
@Timeout(60)
final class ProcessGroupTest {
  private static final Map<String, String> PATH =
      Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));

  private final List<Long> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(StartedProcess::end);
  }

  private ProcessGroup shell(String script) throws IOException {
    return start(PATH, script);
  }

  private ProcessGroup start(Map<String, String> environment, String script) throws IOException {
    ProcessGroup group = ProcessGroup.start(List.of("/bin/sh", "-c", script), environment);
    started.add(group.process().pid());
    return group;
  }

  /** Reads the process id that a script prints. */
  private long printed(ProcessGroup group) throws IOException {
    BufferedReader says =
        new BufferedReader(
            new InputStreamReader(group.process().getInputStream(), StandardCharsets.UTF_8));
    long pid = Long.parseLong(Objects.requireNonNull(says.readLine()));
    started.add(pid);
    return pid;
  }

  /** Each script prints the process id of its grandchild. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 1000 & echo $!; wait",
        // Neither of the two can be asked.
        "trap '' TERM; sleep 1000 & echo $!; while :; do wait; done",
        // Its parent is gone, so that nobody knows whose it is.
        "(sleep 1000 & echo $!); sleep 1000"
      })
  void allOfAGroupEnds(String script) throws Exception {
    ProcessGroup group = shell(script);
    long grandchild = printed(group);
    assertThat(StartedProcess.running(grandchild)).isTrue();

    group.end();

    StartedProcess.awaitEnd(grandchild);
    assertThat(group.process().isAlive()).isFalse();
  }

  @Test
  void withoutSetsidItsDescendantsEnd() throws Exception {
    ProcessGroup group =
        start(Map.of("PATH", "/nowhere"), "PATH=/bin:/usr/bin; sleep 1000 & echo $!; wait");
    long child = printed(group);

    group.end();

    StartedProcess.awaitEnd(child);
  }

  @Test
  void aProgramHasNothingToReadAndNoOtherVariables() throws Exception {
    ProcessGroup group = shell("cat; env");

    String said =
        new String(group.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(group.process().waitFor()).isZero();
    assertThat(said.lines().map(line -> line.replaceFirst("=.*", "")))
        .contains("PATH")
        // A shell adds these.
        .isSubsetOf("PATH", "PWD", "OLDPWD", "SHLVL", "_");
  }

  @Test
  void aProgramThatIsNotThereIsNotStarted() {
    assertThatThrownBy(() -> ProcessGroup.start(List.of("no-such-program"), PATH))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no program no-such-program");
  }
}
