package dev.tokenstorm.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.settings.TestPlans;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GreetingsTest {
  private static Greetings greetings(String... flags) {
    return new Greetings(TestPlans.plan(flags).greeting());
  }

  @Test
  void two_by_two_are_the_documents_greetings() {
    Greetings greetings = greetings();
    assertThat(greetings.workflowResult(5))
        .isEqualTo("Hello World 5; Bye World 5\nHola World 5; Chao World 5");
    assertThat(greetings.activityResult(5, 3)).isEqualTo("Chao World 5");
    assertThat(greetings.name(5)).isEqualTo("World 5");
  }

  @Test
  void wider_and_longer_shapes_begin_with_the_documents_words() {
    Greetings greetings = greetings("branches", "3", "steps", "3");
    assertThat(greetings.activities()).isEqualTo(9);
    assertThat(greetings.workflowResult(1))
        .isEqualTo(
            """
            Hello World 1; Bye World 1; Greeting 0.2 World 1
            Hola World 1; Chao World 1; Greeting 1.2 World 1
            Greeting 2.0 World 1; Greeting 2.1 World 1; Greeting 2.2 World 1""");
  }

  @Test
  void a_result_is_told_from_every_other_text() {
    for (long n : new long[] {0, 7, 10, 99, 100, 120_345, Long.MAX_VALUE}) {
      Greetings greetings = greetings("branches", "3", "steps", "2");
      String result = greetings.workflowResult(n);
      assertThat(greetings.isWorkflowResult(n, result)).isTrue();
      assertThat(greetings.isWorkflowResult(n, result + "0")).isFalse();
      assertThat(greetings.isWorkflowResult(n == 3 ? 4 : 3, result)).isFalse();
      assertThat(greetings.isWorkflowResult(n, result.replace("\n", "; "))).isFalse();
      assertThat(greetings.isWorkflowResult(n, result.replace("Hola", "Olla"))).isFalse();
      for (int length = 0; length < result.length(); length++) {
        assertThat(greetings.isWorkflowResult(n, result.substring(0, length))).isFalse();
      }
    }
  }

  @Test
  void a_single_activity_is_a_whole_greeting() {
    assertThat(greetings("branches", "1", "steps", "1").workflowResult(0))
        .isEqualTo("Hello World 0");
  }

  @Test
  void each_greeting_names_its_activity_and_no_other() {
    Greetings greetings = greetings("branches", "7", "steps", "11");
    for (int activity = 0; activity < greetings.activities(); activity++) {
      assertThat(greetings.activityOf(greetings.greeting(activity))).isEqualTo(activity);
    }
    assertThat(greetings.activityOf("Good night")).isEqualTo(-1);
    assertThat(greetings.activityOf("")).isEqualTo(-1);
  }

  @Test
  void padding_makes_names_and_results_as_long_as_asked_and_can_be_stripped() {
    Greetings greetings = greetings("payload-bytes", "4096");
    assertThat(greetings.name(12).getBytes(StandardCharsets.UTF_8)).hasSize(4_096);
    assertThat(greetings.activityResult(12, 0).getBytes(StandardCharsets.UTF_8)).hasSize(4_096);
    assertThat(Greetings.strip(greetings.name(12))).isEqualTo("World 12");
    assertThat(Greetings.strip(greetings.activityResult(12, 0))).isEqualTo("Hello World 12");
    assertThat(greetings.workflowResult(12)).doesNotContain("~");
  }

  @Test
  void padding_never_cuts_a_text() {
    assertThat(greetings("payload-bytes", "3").name(12)).isEqualTo("World 12");
  }

  @Test
  void stripping_text_that_is_nothing_but_padding_leaves_nothing() {
    assertThat(Greetings.strip("~~~")).isEmpty();
    assertThat(Greetings.strip("")).isEmpty();
    assertThat(Greetings.strip("a~b~")).isEqualTo("a~b");
  }
}
