package dev.tokenstorm.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SideWordsTest {
  private final SideWords words = new SideWords();

  @Test
  void aSidesFlagsAreTakenApartAsAShellDoes() throws Misfit {
    assertThat(words.parse("")).isEmpty();
    assertThat(words.parse("  ")).isEmpty();
    assertThat(words.parse("--completer grpc")).containsExactly("--completer", "grpc");
    assertThat(words.parse(" --worker=wire\t--in-flight  20 "))
        .containsExactly("--worker=wire", "--in-flight", "20");
    assertThat(words.parse("--require 'workflow.p99 < 1s' --seed 7"))
        .containsExactly("--require", "workflow.p99 < 1s", "--seed", "7");
    assertThat(words.parse("--require=\"errors.ratio < 5%\""))
        .containsExactly("--require=errors.ratio < 5%");
    assertThat(words.parse("--task-queue \"it's\" ''")).containsExactly("--task-queue", "it's", "");
    assertThat(words.parse("a\\ b \\' \"\\\"\" 'a\\b'")).containsExactly("a b", "'", "\"", "a\\b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--require 'workflow.p99", "--out \"x", "--seed 7\\"})
  void anOpenEndIsRefused(String text) {
    assertThatThrownBy(() -> words.parse(text)).isInstanceOf(Misfit.class);
  }

  @Test
  void whatIsPrintedReadsBackTheSame() throws Misfit {
    List<String> all = List.of("--require", "workflow.p99 < 1s", "it's", "a\\b", "\"", "", "plain");
    assertThat(words.parse(words.print(all))).isEqualTo(all);
  }
}
