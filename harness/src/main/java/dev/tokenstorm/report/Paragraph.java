package dev.tokenstorm.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width. Control characters in text from outside are replaced. */
final class Paragraph {
  private static final char NO_BREAK_SPACE = '\u00a0';

  private Paragraph() {}

  /**
   * Returns the lines of a text. The first line begins with {@code lead}, the others with as many
   * spaces.
   *
   * @param width of a whole line, in columns
   */
  static List<String> lines(String lead, String text, int width) {
    int room = width - lead.length();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : harmless(text).split(" ", -1)) {
      String rest = word;
      if (line.length() > 0 && line.length() + 1 + rest.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > room) {
        lines.add(rest.substring(0, room));
        rest = rest.substring(room);
      }
      line.append(line.length() > 0 ? " " : "").append(rest);
    }
    lines.add(line.toString());
    for (int i = 0; i < lines.size(); i++) {
      lines.set(i, ((i == 0 ? lead : " ".repeat(lead.length())) + lines.get(i)).stripTrailing());
    }
    return lines;
  }

  /**
   * Returns the lines of several items with a dot between them; a line breaks only after a dot.
   *
   * @param width of a whole line, in columns
   */
  static List<String> items(String lead, List<String> items, int width) {
    List<String> glued =
        items.stream().map(item -> harmless(item).replace(' ', NO_BREAK_SPACE)).toList();
    return lines(lead, String.join(NO_BREAK_SPACE + "· ", glued), width).stream()
        .map(line -> line.replace(NO_BREAK_SPACE, ' '))
        .toList();
  }

  /** Returns the text with question marks in place of characters that could control a terminal. */
  static String harmless(String text) {
    StringBuilder harmless = new StringBuilder(text.length());
    text.codePoints()
        .map(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> '?';
                  default -> point;
                })
        .forEach(harmless::appendCodePoint);
    return harmless.toString();
  }
}
