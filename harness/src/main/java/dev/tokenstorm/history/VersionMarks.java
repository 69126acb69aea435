package dev.tokenstorm.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where versions change in a series. */
final class VersionMarks {
  private VersionMarks() {}

  /** What changed, by the index of the first row with it. */
  static Map<Integer, String> of(List<HistoryRow> rows) {
    Map<Integer, String> marks = new TreeMap<>();
    for (int index = 1; index < rows.size(); index++) {
      Versions before = rows.get(index - 1).origin().versions();
      Versions now = rows.get(index).origin().versions();
      List<String> changes = new ArrayList<>();
      change("server", before.server(), now.server()).ifPresent(changes::add);
      change("SDK", before.sdk(), now.sdk()).ifPresent(changes::add);
      change("JDK", before.jdk(), now.jdk()).ifPresent(changes::add);
      change("harness", before.harness(), now.harness()).ifPresent(changes::add);
      if (!changes.isEmpty()) {
        marks.put(index, String.join(", ", changes));
      }
    }
    return marks;
  }

  private static Optional<String> change(
      String what, Optional<String> before, Optional<String> now) {
    return before.equals(now) ? Optional.empty() : now.map(version -> what + " " + version);
  }
}
