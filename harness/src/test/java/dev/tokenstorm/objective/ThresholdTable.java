package dev.tokenstorm.objective;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The table of thresholds in a document, and what it has to say. */
public final class ThresholdTable {
  private static final String HEADER = "| threshold | value |";

  private ThresholdTable() {}

  /** The rows' cells, backticks of the first taken away; its head is left out. */
  public static List<List<String>> rows(Path document) throws IOException {
    return rows(document, HEADER);
  }

  /** The same of a table whose head begins otherwise. */
  public static List<List<String>> rows(Path document, String header) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = Files.readAllLines(document);
    int head = 0;
    while (!lines.get(head).startsWith(header)) {
      head++;
    }
    for (String line : lines.subList(head + 2, lines.size())) {
      if (!line.startsWith("| ")) {
        break;
      }
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
      cells[0] = cells[0].replace("`", "");
      rows.add(List.of(cells));
    }
    return rows;
  }

  /** Names and values in the document, in order. */
  public static List<String> documented(Path document) throws IOException {
    return rows(document).stream().map(row -> row.get(0) + " " + row.get(1)).toList();
  }

  /** Names and values in the code, in order. */
  public static List<String> declared(Threshold... thresholds) {
    return Stream.of(thresholds).map(each -> each.key() + " " + each.text()).toList();
  }
}
