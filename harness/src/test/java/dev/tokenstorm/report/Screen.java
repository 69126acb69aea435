package dev.tokenstorm.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows of what is written to it: it wraps at its width, keeps all lines that ever
 * were, and knows the few sequences that the progress uses. It may be made wider, as an xterm is:
 * lines stay where they are.
 */
public final class Screen {
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int columns;
  private int row;
  private int column;

  /**
   * An empty screen.
   *
   * @param columns its width
   */
  public Screen(int columns) {
    this.columns = columns;
  }

  /** Another width from now on. */
  public void resize(int wide) {
    columns = wide;
  }

  /** Takes what a program wrote, which breaks off between two sequences. */
  public Screen write(String text) {
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '\u001b') {
        int end = at + 1;
        while (!Character.isLetter(text.charAt(end))) {
          end++;
        }
        obey(text.charAt(end), text.substring(at + 1, end));
        at = end + 1;
      } else if (next == '\n') {
        move(row + 1, 0);
      } else if (next == '\r') {
        column = 0;
      } else {
        put(next);
      }
    }
    return this;
  }

  /** All lines, without blanks at their ends; the last one is where the cursor was last. */
  public List<String> lines() {
    return rows.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private void obey(char command, String argument) {
    switch (command) {
      case 'A' -> move(Math.max(0, row - Integer.parseInt(argument)), column);
      case 'J' -> {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        rows.subList(row + 1, rows.size()).clear();
      }
      case 'm' -> {}
      default -> throw new IllegalArgumentException("ESC [ " + argument + command);
    }
  }

  private void put(char next) {
    if (column == columns) {
      move(row + 1, 0);
    }
    StringBuilder line = rows.get(row);
    while (line.length() <= column) {
      line.append(' ');
    }
    line.setCharAt(column++, next);
  }

  private void move(int toRow, int toColumn) {
    row = toRow;
    column = toColumn;
    while (rows.size() <= row) {
      rows.add(new StringBuilder());
    }
  }
}
