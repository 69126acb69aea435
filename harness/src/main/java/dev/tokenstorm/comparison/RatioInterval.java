package dev.tokenstorm.comparison;

/** Between what a ratio lies. */
public record RatioInterval(double low, double high) {

  /** Whether all of it is within a margin of 1, the same factor up and down. */
  boolean within(double margin) {
    return low >= 1 / (1 + margin) && high <= 1 + margin;
  }

  /** Whether 1 is outside of it. */
  boolean excludesOne() {
    return low > 1 || high < 1;
  }
}
