package dev.tokenstorm.result;

/**
 * Thrown when a disk is full before a run has results to keep; the message is a sentence for users.
 */
public final class FullDiskException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence names the file and the way out
   * @param cause the failed write
   */
  public FullDiskException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
