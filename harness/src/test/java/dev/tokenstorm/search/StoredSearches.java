package dev.tokenstorm.search;

import java.time.Duration;

/** Searches that have come to an answer, for tests of other packages. */
public final class StoredSearches {
  private StoredSearches() {}

  /** One of {@code tune}. */
  public static SearchRecord tuned() throws InterruptedException {
    return SearchTextTest.tuned(Duration.ofMinutes(10));
  }
}
