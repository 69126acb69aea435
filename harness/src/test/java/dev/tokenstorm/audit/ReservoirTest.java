package dev.tokenstorm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.Books;
import dev.tokenstorm.ledger.WorkflowEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservoirTest {
  @TempDir Path folder = Path.of("");

  private List<WorkflowEntry> entries(int count) {
    Books books = new Books(folder);
    List<WorkflowEntry> entries = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      entries.add(books.open(n));
    }
    return entries;
  }

  @Test
  void every_workflow_has_the_same_chance() {
    List<WorkflowEntry> entries = entries(200);
    int[] times = new int[200];
    int rounds = 10_000;
    for (int seed = 0; seed < rounds; seed++) {
      Reservoir reservoir = new Reservoir(20, seed);
      entries.forEach(reservoir::offer);
      reservoir.drain().forEach(entry -> times[(int) entry.number()]++);
    }
    double expected = rounds * 20 / 200.0;
    double deviation = Math.sqrt(expected * (1 - 0.1));
    for (int count : times) {
      assertThat((double) count).isBetween(expected - 5 * deviation, expected + 5 * deviation);
    }
  }

  @Test
  void few_are_all_kept_and_given_away_once() {
    List<WorkflowEntry> entries = entries(3);
    Reservoir reservoir = new Reservoir(20, 1);
    entries.forEach(reservoir::offer);
    assertThat(reservoir.drain()).containsExactlyElementsOf(entries);
    assertThat(reservoir.drain()).isEmpty();
  }

  @Test
  void a_sample_of_none_keeps_none() {
    Reservoir reservoir = new Reservoir(0, 1);
    entries(3).forEach(reservoir::offer);
    assertThat(reservoir.drain()).isEmpty();
  }
}
