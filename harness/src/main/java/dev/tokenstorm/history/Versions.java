package dev.tokenstorm.history;

import java.util.Optional;

/**
 * The versions that a row was made with. They are marks on a series and no part of it, since an
 * upgrade is what people ask about.
 */
record Versions(
    Optional<String> harness, Optional<String> sdk, Optional<String> server, Optional<String> jdk) {
  /** Nothing is known. */
  public static final Versions UNKNOWN =
      new Versions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
