package dev.tokenstorm.text;

/** A mistake of the user: one sentence that names the flag and the way out. Exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String sentence) {
    super(sentence);
  }
}
