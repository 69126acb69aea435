package dev.tokenstorm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the fuzzer finds, so that a fuzz that passes says something. */
@Timeout(120)
final class FuzzFindingsTest {
  private static final int MANY = 200;

  private static Fuzz<String> fuzz() {
    return Fuzz.texts(
        "made",
        mutator -> mutator.text(List.of("workflows: 2000", "rate: 10/s")),
        IllegalArgumentException.class::isInstance,
        8);
  }

  @Test
  void whatIsRefusedAsItShouldIsNotFound() throws InterruptedException {
    assertThat(
            fuzz()
                .run(
                    MANY,
                    text -> {
                      if (text.length() % 2 == 0) {
                        throw new IllegalArgumentException("refused");
                      }
                    }))
        .isBetween(1, MANY - 1);
  }

  @Test
  void anotherExceptionIsFoundWithItsSeedAndNumber() {
    assertThatThrownBy(
            () ->
                fuzz()
                    .run(
                        MANY,
                        text -> {
                          if (text.length() > 20) {
                            throw new IllegalStateException("not a refusal");
                          }
                        }))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "Input [0-9]+ of made \\([0-9]+ characters or bytes; -Dfuzz.seed=[0-9]+"
                + " -Dfuzz.first=[0-9]+ -Dfuzz.iterations=1\\) fails")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStackThatOverflowsIsFound() {
    assertThatThrownBy(() -> fuzz().run(1, text -> deep(0)))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  private static int deep(int depth) {
    return depth < 0 ? 0 : deep(depth + 1) + 1;
  }

  @Test
  void memoryBeyondTheBoundIsFound() {
    List<byte[]> kept = new ArrayList<>();

    assertThatThrownBy(() -> fuzz().run(1, text -> kept.add(new byte[9 << 20])))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("asked for 9 MiB of memory");
  }

  @Test
  void theSameSeedMakesTheSameInputs() throws InterruptedException {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    fuzz().run(MANY, first::add);
    fuzz().run(MANY, second::add);

    assertThat(second).isEqualTo(first);
  }
}
