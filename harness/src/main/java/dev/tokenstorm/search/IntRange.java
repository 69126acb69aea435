package dev.tokenstorm.search;

/**
 * Whole numbers from one to another, both included.
 *
 * @param from at least 1
 * @param to at least {@code from}
 */
record IntRange(int from, int to) {

  /** Whether it is one number alone. */
  public boolean single() {
    return from == to;
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
