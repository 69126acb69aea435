package dev.tokenstorm.result;

/**
 * Thrown for a line of {@code intervals.csv} that no run wrote; the message continues a sentence
 * that begins with the file.
 */
final class DamagedRowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedRowException(String message) {
    super(message);
  }
}
