package dev.tokenstorm.result;

/** A disk takes no more before there is anything to keep; the message is a sentence for users. */
public final class FullDiskException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param sentence names the file and the way out
   */
  public FullDiskException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
