package dev.tokenstorm.server;

/** The target cannot be used: one sentence that names the address and the way out. Exit code 1. */
public final class TargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetException(String sentence) {
    super(sentence);
  }

  public TargetException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
