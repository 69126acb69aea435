package dev.tokenstorm.report;

/**
 * Colours for a terminal, or none.
 *
 * @param colours whether escape sequences are written
 */
record Style(boolean colours) {

  String bold(String text) {
    return wrap("1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  String good(String text) {
    return wrap("1;32", text);
  }

  String bad(String text) {
    return wrap("1;31", text);
  }

  String warn(String text) {
    return wrap("33", text);
  }

  private String wrap(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
