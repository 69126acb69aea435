package dev.tokenstorm.cli;

import java.util.ArrayList;
import java.util.List;

/** Help texts of commands that take quantities end in these lines, which say how one is written. */
final class QuantityHelp {
  private static final List<String> LINES =
      List.of(
          "",
          "Quantities",
          "  durations  250us, 500ms, 1.5s, 1m30s, 1h30m, 2d; the larger unit comes first",
          "  rates      200/s, 1k/s, 90/m, 10/30s; a number alone is per second",
          "  counts     2000, 2k or 2K (2,000), 1M (1,000,000)",
          "  bytes      512, 4K or 4KB (4,000), 4KiB (4,096), 1MB (1,000,000), 1MiB (1,048,576)");

  private QuantityHelp() {}

  /** A footer whose first lines stand before the quantities, and the others after them. */
  static String[] within(List<String> before, List<String> after) {
    List<String> footer = new ArrayList<>(before);
    footer.addAll(LINES);
    footer.addAll(after);
    return footer.toArray(String[]::new);
  }
}
