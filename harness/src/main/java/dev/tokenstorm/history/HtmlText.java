package dev.tokenstorm.history;

import dev.tokenstorm.text.Printable;

/** Makes text from elsewhere harmless in HTML, in an element and in a quoted attribute alike. */
final class HtmlText {
  private HtmlText() {}

  static String escaped(String text) {
    return Printable.escaped(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
