package dev.tokenstorm.doctor;

/**
 * What one check found.
 *
 * @param subject what was checked, in a word or two
 * @param text one line; when not good, with what to do
 */
public record Finding(Mark mark, String subject, String text) {

  /** How it stands. */
  public enum Mark {
    GOOD("✓"),
    /** It works, and could be better. */
    ADVICE("!"),
    FAILED("✗"),
    /** Not checked. */
    SKIPPED("–");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    /** One character. */
    public String sign() {
      return sign;
    }
  }

  static Finding good(String subject, String text) {
    return new Finding(Mark.GOOD, subject, text);
  }

  static Finding advice(String subject, String text) {
    return new Finding(Mark.ADVICE, subject, text);
  }

  static Finding failed(String subject, String text) {
    return new Finding(Mark.FAILED, subject, text);
  }

  static Finding skipped(String subject, String text) {
    return new Finding(Mark.SKIPPED, subject, text);
  }
}
