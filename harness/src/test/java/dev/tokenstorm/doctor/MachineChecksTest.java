package dev.tokenstorm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.doctor.Finding.Mark;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MachineChecksTest {
  private static final long GIB = 1L << 30;

  @Test
  void aLargeMachineWithALateJdkIsFineThroughout() {
    List<Finding> findings =
        MachineChecks.of(machine(16, 20_000, 30_000, 9_000, 8 * GIB, 25), false, 200);
    assertThat(findings).extracting(Finding::mark).containsOnly(Mark.GOOD);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("cores", "file handles", "threads", "heap", "JDK");
  }

  @Test
  void aSmallMachineWithAnEarlyJdkIsToldWhatToDo() {
    List<Finding> findings = MachineChecks.of(machine(1, 256, 3_000, 500, GIB / 8, 17), false, 200);
    assertThat(findings).extracting(Finding::mark).containsOnly(Mark.ADVICE);
    assertThat(findings)
        .extracting(Finding::text)
        .satisfiesExactly(
            cores -> assertThat(cores).contains("two or more"),
            files -> assertThat(files).contains("256", "ulimit -n 1024"),
            threads -> assertThat(threads).contains("3,000", "about 500 workflows", "JDK 21"),
            heap ->
                assertThat(heap)
                    .contains("0.1 GiB", "about 1,700 workflows", "JAVA_TOOL_OPTIONS=-Xmx1g"),
            jdk -> assertThat(jdk).contains("17", "JAVA_HOME"));
  }

  @Test
  void whatWouldEndARunFails() {
    List<Finding> findings = MachineChecks.of(machine(2, 40, 1_000, 0, GIB / 100, 17), false, 200);
    assertThat(findings)
        .filteredOn(finding -> finding.mark() == Mark.FAILED)
        .extracting(Finding::subject)
        .containsExactly("file handles", "threads", "heap");
  }

  @Test
  void aServerOnTheSameMachineIsMentioned() {
    Finding cores = MachineChecks.of(machine(16, 20_000, 30_000, 9_000, GIB, 25), true, 200).get(0);
    assertThat(cores.mark()).isEqualTo(Mark.ADVICE);
    assertThat(cores.text()).contains("server shares");
  }

  @Test
  void aHeapBeyondTheMemoryIsMentioned() {
    Finding heap =
        MachineChecks.of(machine(16, 20_000, 30_000, 9_000, 64 * GIB, 25), true, 200).get(3);
    assertThat(heap.mark()).isEqualTo(Mark.ADVICE);
    assertThat(heap.text()).contains("64.0 GiB", "32.0 GiB", "lower -Xmx");
  }

  private static Machine machine(
      int cores, long files, long threads, long threadsInFlight, long heap, int jdk) {
    return new Machine(
        cores,
        OptionalLong.of(files),
        threads,
        "vm.max_map_count",
        threadsInFlight,
        heap,
        heap / 75_000,
        32 * GIB,
        jdk,
        jdk >= 21);
  }
}
