package dev.tokenstorm.history;

/** The tables of a history are of a version that this program does not know. */
final class NewerHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NewerHistoryException() {
    super("a newer version of Tokenstorm has written it; use that version");
  }
}
