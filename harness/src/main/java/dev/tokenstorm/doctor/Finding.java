package dev.tokenstorm.doctor;

/**
 * The result of one check.
 *
 * @param mark how good the result is
 * @param subject what was checked, in one or two words
 * @param text the result in one line; if it is not good, with what to do
 */
public record Finding(Mark mark, String subject, String text) {

  /** How good the result of a check is. */
  public enum Mark {
    GOOD("✓"),
    /** The checked thing works, and could be better. */
    ADVICE("!"),
    FAILED("✗"),
    /** The thing was not checked. */
    SKIPPED("–");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    /** Returns one character that stands for the mark. */
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
