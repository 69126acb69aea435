package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CommandCallTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static String said(String script) throws IOException {
    Process shell = new ProcessBuilder("/bin/sh", "-c", script).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aCallReadsAsAPersonTypesIt() {
    CommandCall call = new CommandCall(List.of("kubectl", "delete", "pod", "it's", ""), LIMIT);
    assertThat(call.typed()).isEqualTo("kubectl delete pod 'it'\\''s' ''");
    assertThat(call.script()).isEmpty();
    assertThat(CommandCall.shell("a; b", LIMIT).typed()).isEqualTo("/bin/sh -c 'a; b'");
    assertThat(CommandCall.shell("a; b", LIMIT).script()).contains("a; b");
  }

  /** A shell reads back what was typed, in one line without control characters. */
  @Test
  void whatIsTypedMeansTheSameToAShell() throws IOException {
    String odd = "a\nb\\n 'c' \"$d\" %s \u001b[31m é\u202e 😀";
    String typed = new CommandCall(List.of("printf", "<%s>", odd, "x y", "*"), LIMIT).typed();

    assertThat(Printable.isPrintable(typed)).isTrue();
    assertThat(said(typed)).isEqualTo("<" + odd + "><x y><*>");
  }
}
