package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessLimitsTest {
  private static final List<String> LINUX =
      """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max file size             1048576              unlimited            bytes
      Max processes             96365                96365                processes
      Max open files            1024                 1048576              files
      """
          .lines()
          .toList();

  @Test
  void theSoftLimitsAreRead() {
    ProcessLimits limits = ProcessLimits.parse(LINUX);
    assertThat(limits.openFiles()).hasValue(1024);
    assertThat(limits.processes()).hasValue(96365);
    assertThat(limits.fileBytes()).hasValue(1_048_576);
  }

  @Test
  void whatIsUnlimitedAbsentOrGarbledIsNoLimit() {
    for (String line :
        List.of(
            "Max open files            unlimited            unlimited            files",
            "Max open files            99999999999999999999 5                    files",
            "Max open files",
            "Max open files            -1                   -1                   files",
            "")) {
      assertThat(ProcessLimits.parse(List.of(line)).openFiles()).as(line).isEmpty();
    }
    assertThat(ProcessLimits.parse(List.of())).isEqualTo(ProcessLimits.parse(List.of("x")));
  }
}
