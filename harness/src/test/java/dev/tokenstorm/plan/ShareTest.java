package dev.tokenstorm.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
  private static List<Share> shares(int cells) {
    return IntStream.range(0, cells).mapToObj(index -> new Share(index, cells)).toList();
  }

  @Test
  void partsSumUpToTheWholeAndDifferByOneAtMost() {
    Random random = new Random(1);
    for (int round = 0; round < 1_000; round++) {
      long whole = random.nextLong(1L << random.nextInt(40));
      int cells = 1 + random.nextInt(70);
      List<Long> parts = shares(cells).stream().map(share -> share.part(whole)).toList();
      assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(whole);
      assertThat(parts).allMatch(part -> part == whole / cells || part == whole / cells + 1);
      assertThat(parts).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }
  }

  @Test
  void eachArrivalIsOfOneShare() {
    for (int cells : new int[] {1, 2, 5, 64}) {
      for (long n = 0; n < 500; n++) {
        long arrival = n;
        assertThat(shares(cells)).filteredOn(share -> share.has(arrival)).hasSize(1);
      }
    }
  }

  /** In a closed loop the numbers of all cells are those of one: 0, 1, 2 and so on. */
  @Test
  void aClosedLoopsNumbersAreThoseOfOneCell() {
    RunPlan plan = TestPlans.plan("workflows", "403", "in-flight", "11", "park", "13");
    int cells = 4;
    boolean[] started = new boolean[403];
    int inFlight = 0;
    long parked = 0;
    for (Share share : shares(cells)) {
      RunPlan cell = plan.ofCell(share, plan.target().choice(), Path.of("c"));
      long workflows = cell.load().workflows().orElseThrow();
      for (long i = 0, n = share.index(); i < workflows; i++, n += cells) {
        assertThat(started[(int) n]).isFalse();
        started[(int) n] = true;
      }
      inFlight += cell.load().arrivals().inFlight();
      parked += cell.completion().park().orElseThrow();
    }
    assertThat(started).doesNotContain(false);
    assertThat(inFlight).isEqualTo(11);
    assertThat(parked).isEqualTo(13);
  }

  @Test
  void aCellHasIdsOfItsOwnAndTellsNobodyButItsFolder() {
    RunPlan plan =
        TestPlans.plan("rate", "10/s", "workflows", "50", "require", "workflows.started == 50");
    RunPlan cell = plan.ofCell(new Share(2, 4), plan.target().choice(), Path.of("c"));
    assertThat(cell.runId()).isEqualTo(plan.runId() + "-c2");
    assertThat(cell.target().taskQueue()).isEqualTo(plan.target().taskQueue() + "-c2");
    assertThat(cell.verdict().objectives()).isEmpty();
    assertThat(cell.output().metrics()).isEmpty();
    assertThat(cell.output().directory()).isEqualTo(Path.of("c"));
  }

  @Test
  void aShareThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Share(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Share(-1, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Share(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
