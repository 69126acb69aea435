package dev.tokenstorm.history;

import dev.tokenstorm.text.Printable;
import java.util.List;

/** A table of texts, its columns as wide as their longest cells and two blanks apart. */
final class TextTable {
  private static final String BETWEEN = "  ";

  private TextTable() {}

  static String of(List<List<String>> cells) {
    List<List<String>> rows =
        cells.stream().map(row -> row.stream().map(Printable::escaped).toList()).toList();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : BETWEEN)
            .append(row.get(column))
            .append(" ".repeat(width(rows, column) - length(row.get(column))));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
