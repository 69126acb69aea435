package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void few_findings_need_no_file() {
    Path spill = folder.resolve("findings.jsonl");
    try (Findings findings = new Findings(spill)) {
      findings.add("wrong-end", "run-1", "It failed.");
      assertThat(findings.kept()).hasSize(1);
    }
    assertThat(spill).doesNotExist();
  }

  @Test
  void what_does_not_fit_in_memory_goes_to_the_file_and_nothing_is_lost() throws Exception {
    Path spill = folder.resolve("findings.jsonl");
    int all = Findings.IN_MEMORY + 5_000;
    try (Findings findings = new Findings(spill)) {
      for (int i = 0; i < all; i++) {
        findings.add("wrong-end", "run-" + i, "It \"failed\"\nin two lines.");
      }
      assertThat(findings.total()).isEqualTo(all);
      assertThat(findings.kept()).hasSize(Findings.IN_MEMORY);
      assertThat(findings.kept().get(0).id()).isEqualTo("run-0");
    }
    List<String> lines = Files.readAllLines(spill);
    assertThat(lines).hasSize(5_000);
    JsonNode last = new ObjectMapper().readTree(lines.get(4_999));
    assertThat(last.get("id").asText()).isEqualTo("run-" + (all - 1));
    assertThat(last.get("detail").asText()).isEqualTo("It \"failed\"\nin two lines.");
  }

  @Test
  void a_file_that_cannot_be_written_leaves_memory_unharmed_and_says_so_at_the_end() {
    Findings findings = new Findings(folder.resolve("missing").resolve("findings.jsonl"));
    for (int i = 0; i < Findings.IN_MEMORY + 2; i++) {
      findings.add("wrong-end", "run-" + i, "It failed.");
    }
    assertThat(findings.kept()).hasSize(Findings.IN_MEMORY);
    assertThat(findings.total()).isEqualTo(Findings.IN_MEMORY + 2);
    assertThatThrownBy(findings::close).isInstanceOf(UncheckedIOException.class);
  }
}
