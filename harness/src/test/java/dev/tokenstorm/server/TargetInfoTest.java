package dev.tokenstorm.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TargetInfoTest {
  @Test
  void aServersVersionIsHarmlessOnATerminalWhateverTheServerSays() {
    assertThat(TargetInfo.version("1.29.1")).contains("1.29.1");
    assertThat(TargetInfo.version("")).isEmpty();
    assertThat(TargetInfo.version("1.29\u001b[31m\n1")).contains("\"1.29\\u001b[31m\\u000a1\"");
    assertThat(TargetInfo.version("9".repeat(1_000)))
        .hasValueSatisfying(version -> assertThat(version).hasSizeLessThan(100));
  }
}
