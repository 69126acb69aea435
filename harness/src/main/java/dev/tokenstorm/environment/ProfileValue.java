package dev.tokenstorm.environment;

/**
 * A value of a profile and where it came from. Printing it does not print the value, which may be a
 * secret.
 *
 * @param text the value
 * @param origin the variable, or key and file, as the subject of a sentence
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
