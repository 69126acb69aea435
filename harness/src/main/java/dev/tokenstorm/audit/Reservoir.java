package dev.tokenstorm.audit;

import dev.tokenstorm.ledger.WorkflowEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An even sample of workflows of which nobody knows how many will come (Vitter, Random Sampling
 * with a Reservoir, 1985, algorithm R). Thread-safe.
 */
final class Reservoir {
  private final int size;
  private final SplittableRandom random;
  private final List<WorkflowEntry> kept = new ArrayList<>();
  private long seen;

  Reservoir(int size, long seed) {
    this.size = size;
    this.random = new SplittableRandom(seed);
  }

  /** Keeps it, or does not. */
  synchronized void offer(WorkflowEntry entry) {
    if (size == 0) {
      return;
    }
    seen++;
    if (kept.size() < size) {
      kept.add(entry);
      return;
    }
    long place = random.nextLong(seen);
    if (place < size) {
      kept.set((int) place, entry);
    }
  }

  /** Gives all of them away. */
  synchronized List<WorkflowEntry> drain() {
    List<WorkflowEntry> all = List.copyOf(kept);
    kept.clear();
    return all;
  }
}
