package dev.tokenstorm.wire;

/** An answer to a workflow task that the server did not take for its size. */
final class TooLargeAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLargeAnswerException(String reason) {
    super(reason);
  }
}
