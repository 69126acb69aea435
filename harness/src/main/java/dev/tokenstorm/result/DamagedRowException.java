package dev.tokenstorm.result;

/** A line of {@code intervals.csv} that no run wrote; the message ends a sentence on the file. */
final class DamagedRowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedRowException(String message) {
    super(message);
  }
}
