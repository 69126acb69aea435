package dev.tokenstorm.wire;

/**
 * A history that the greeting workflow cannot have. The workflow task is failed with the reason.
 */
final class NondeterminismException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NondeterminismException(String reason) {
    super(reason);
  }
}
