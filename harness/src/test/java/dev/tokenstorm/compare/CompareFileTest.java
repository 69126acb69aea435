package dev.tokenstorm.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompareFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aComparisonThatGoesOnBeginsWithWhatWasWritten() throws Exception {
    CompareRecord comparison =
        ComputedComparison.of(
            (run, before) ->
                before.size() == 9 ? ComputedSides.ended(run, Ending.How.INTERRUPTED) : run,
            100,
            200);
    CompareFile.write(folder, comparison);

    CompareFile.Begun begun = CompareFile.read(folder);

    assertThat(begun.state()).isEqualTo(comparison.state());
    assertThat(begun.compareId()).isEqualTo(comparison.plan().identity().runId());
    assertThat(begun.seed()).isEqualTo(comparison.plan().identity().seed());
    assertThat(begun.startedAt()).isEqualTo(comparison.startedAt());
    assertThat(begun.given()).isEqualTo(comparison.plan().given());
    assertThat(begun.warmup()).isEqualTo(comparison.plan().warmup());
    assertThat(begun.length()).isEqualTo(comparison.plan().length());
  }

  @Test
  void theDocumentIsAsTheSchemaSays() throws Exception {
    for (CompareRecord comparison :
        List.of(
            ComputedComparison.of((run, before) -> run, 100, 200),
            ComputedComparison.of((run, before) -> run, 100, 101, 99),
            ComputedComparison.of(
                (run, before) ->
                    run.block() == 2 ? ComputedSides.withFault(run, "One was lost.") : run,
                100,
                200),
            ComputedComparison.of(
                (run, before) ->
                    before.size() == 1 ? ComputedSides.ended(run, Ending.How.TARGET_LOST) : run,
                100,
                200))) {
      String text = CompareJson.write(comparison);
      assertThat(DocumentSchema.COMPARE.violations(new ObjectMapper().readTree(text)))
          .as(text)
          .isEmpty();
      assertThat(text).doesNotContain("NaN", "Infinity");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "{\"schema\": \"tokenstorm.search/v1\"}",
        "{\"schema\": \"tokenstorm.compare/v1\", \"started_at\": \"yesterday\"}",
        "{\"schema\": \"tokenstorm.compare/v1\", \"started_at\": \"2026-11-22T19:30:15Z\","
            + " \"runs\": [{\"role\": \"block\"}]}"
      })
  void anotherFileIsRefusedInOneSentence(String text) throws IOException {
    Files.writeString(folder.resolve(CompareFile.NAME), text);
    assertThatThrownBy(() -> CompareFile.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--resume ")
        .hasMessageEndingWith("; name the folder of a comparison.");
  }
}
