package dev.tokenstorm.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs of a comparison, put together in blocks. A block counts as a whole or not at all. One
 * that was not run to its end is forgotten, and its number is given again.
 *
 * @param whole the blocks that were run to their ends, in their order
 * @param standing the sides of which no run failed, in the order of the plan
 */
record CompareBlocks(List<CompareBlock> whole, List<String> standing) {
  CompareBlocks {
    whole = List.copyOf(whole);
    standing = List.copyOf(standing);
  }

  /**
   * Puts runs together.
   *
   * @param sides the names of all, in the order of the plan
   */
  static CompareBlocks of(List<String> sides, List<CompareRun> runs) {
    List<CompareBlock> whole = new ArrayList<>();
    Set<String> failed = new TreeSet<>();
    List<CompareRun> block = new ArrayList<>();
    int expected = sides.size();
    for (CompareRun run : runs) {
      boolean begins = block.isEmpty() || block.get(0).block() != run.block();
      if (run.role() == CompareRun.Role.WARM_UP || run.ending().cutShort() || begins) {
        block.clear();
        expected = sides.size() - failed.size();
      }
      if (!run.ending().cutShort()) {
        if (run.failed()) {
          failed.add(run.side());
        }
        if (run.role() == CompareRun.Role.BLOCK) {
          block.add(run);
        }
      }
      if (!block.isEmpty() && block.size() == expected) {
        whole.add(new CompareBlock(run.block(), block, OutsideCause.of(block, runs)));
        block.clear();
      }
    }
    return new CompareBlocks(whole, sides.stream().filter(side -> !failed.contains(side)).toList());
  }
}
