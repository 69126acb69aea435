package dev.tokenstorm.handover;

/** A record of a topic that is not one of ours. Its message says what is wrong, never the bytes. */
final class UnreadableRecordException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableRecordException(String message) {
    super(message);
  }
}
