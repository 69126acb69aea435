package dev.tokenstorm.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenstorm.result.DocumentSchema;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchFileTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aSearchThatGoesOnBeginsWithWhatWasWritten() throws Exception {
    SearchRecord search = SearchTextTest.tuned(Duration.ofMinutes(10));
    SearchFile.write(folder, search);
    SearchFile.Begun begun = SearchFile.read(folder);
    assertThat(begun.trials()).isEqualTo(search.trials());
    assertThat(begun.searchId()).isEqualTo("20261122-193015-4f2a");
    assertThat(begun.seed()).isEqualTo(42);
    assertThat(begun.command()).isEqualTo("tune");
    assertThat(begun.startedAt()).isEqualTo(SampleRun.START);
    assertThat(begun.given())
        .isEqualTo(Map.of("target", List.of("127.0.0.1:7233"), "steps", List.of("2")));
  }

  @Test
  void theDocumentIsAsTheSchemaSays() throws Exception {
    for (SearchRecord search :
        List.of(
            SearchTextTest.tuned(Duration.ofMinutes(10)),
            SearchTextTest.tuned(Duration.ofSeconds(20)),
            SearchTextTest.capacity(1),
            SearchTextTest.capacity(0.8))) {
      String text = SearchJson.write(search);
      assertThat(DocumentSchema.SEARCH.violations(new ObjectMapper().readTree(text)))
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
        "{\"schema\": \"tokenstorm.run/v1\"}",
        "{\"schema\": \"tokenstorm.search/v1\", \"started_at\": \"yesterday\"}",
        "{\"schema\": \"tokenstorm.search/v1\", \"runs\": [{\"role\": \"point\"}]}",
        "{\"schema\": \"tokenstorm.search/v1\", \"command\": \"tune\\u001b\"}",
        "{\"schema\": \"tokenstorm.search/v1\", \"command\": \"tune\", \"search_id\":"
            + " \"a/\\u0000\"}"
      })
  void anotherFileIsRefusedInOneSentence(String text) throws IOException {
    Files.writeString(folder.resolve(SearchFile.NAME), text);
    assertThatThrownBy(() -> SearchFile.read(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--resume ")
        .hasMessageEndingWith("; name the folder of a search.");
  }
}
