package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.Mutator;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan file may hold anything: it becomes a plan, or is refused in one sentence. */
@Timeout(600)
final class PlanFileFuzzTest {
  private static final RunIdentity IDENTITY = new RunIdentity("20261122-193015-4f2a", 42);
  private static final int EXAMPLES = 30;
  private static final int LONGEST_SENTENCE = 1_500;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private static List<String> examples() {
    Random random = new Random(7);
    List<String> examples = new ArrayList<>();
    while (examples.size() < EXAMPLES) {
      try {
        examples.add(
            PlanYaml.write(
                PlanParser.run(Settings.of(List.of(PlanYamlTest.draw(random))), IDENTITY)));
      } catch (UsageException contradiction) {
        // Another draw will do.
      }
    }
    examples.add("rate: 10/s\nduration: 1m\nfault: ['1s: cut 1s', '5s: stall 1s']\n");
    examples.add("&a workflows: &b 3\nrequire: [*b, *b]\n");
    return examples;
  }

  private static byte[] input(Mutator mutator, List<String> examples) {
    return mutator.draw(5) == 0
        ? mutator.bytes(mutator.pick(examples).getBytes(StandardCharsets.UTF_8))
        : mutator.text(examples).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean refused(Exception thrown) {
    if (thrown instanceof UsageException) {
      assertThat(thrown)
          .message()
          .hasSizeLessThan(LONGEST_SENTENCE)
          .matches("(?s).*[.?]")
          .matches(Printable::isPrintable);
      return true;
    }
    return false;
  }

  @Test
  void aFileBecomesAPlanOrIsRefusedInOneSentence() throws InterruptedException {
    List<String> examples = examples();
    Path file = folder.resolve("plan.yaml");

    int read =
        Fuzz.<byte[]>of(
                "plan files",
                mutator -> input(mutator, examples),
                bytes -> bytes.length,
                PlanFileFuzzTest::refused,
                128)
            .run(
                2_000,
                bytes -> {
                  Files.write(file, bytes);
                  var unused = PlanParser.run(Settings.of(List.of(PlanFile.read(file))), IDENTITY);
                });

    assertThat(read).as("files that are still plans").isPositive();
  }
}
