package dev.tokenstorm.environment;

/**
 * A value and where it came from. It may be a secret, so it does not print itself.
 *
 * @param origin the variable, or the key and the file, as a sentence's subject
 */
record ProfileValue(String text, String origin) {

  boolean isTrue() {
    return text.equals("true");
  }

  @Override
  public String toString() {
    return "the value of " + origin;
  }
}
