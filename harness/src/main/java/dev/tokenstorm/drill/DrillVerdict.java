package dev.tokenstorm.drill;

import dev.tokenstorm.measurement.Keyed;

/** What a drill came to. */
public enum DrillVerdict implements Keyed {
  HELD("held"),
  DID_NOT_HOLD("did not hold"),
  /** It cannot be run here, which fails nothing. */
  NOT_RUN("not run");

  private final String words;

  DrillVerdict(String words) {
    this.words = words;
  }

  /** Returns it in words. */
  public String words() {
    return words;
  }
}
