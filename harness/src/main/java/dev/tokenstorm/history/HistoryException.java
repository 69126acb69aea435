package dev.tokenstorm.history;

/** A history that cannot be read or written. The message is a sentence for a person. */
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HistoryException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
