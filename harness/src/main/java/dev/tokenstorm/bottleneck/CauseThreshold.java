package dev.tokenstorm.bottleneck;

/** From where on something counts. What a formula is made of stands beside it. */
enum CauseThreshold {
  /** Completions of a phase, and attempts of a call, below which nothing is said of them. */
  FEWEST("fewest", 20),
  /** The share of refused calls from which on refusals alone explain a rate. */
  REFUSED("refused", 0.05),
  /** The share of slots in use from which on they are full. */
  FULL("full", 0.6),
  /** The share of the cores from which on this process has used up its host. */
  BUSY("busy", 0.9),
  /** By how much a thread of a process that has runs late at the p99, in seconds. */
  LATE("late", 0.001),
  /** The share of the server's answers for which this process's threads are late. */
  HELD_UP("held-up", 0.3),
  /** Times at little or at much load below which their mean says nothing. */
  CALLS("calls", 3),
  /** How many times more load is much, beside what is little. */
  LOADED("loaded", 2),
  /** The standard errors by which times at much load are longer, or it may be chance. */
  CERTAIN("certain", 2),
  /** The strength below which a finding is not worth a line. */
  LISTED("listed", 0.1),
  /** The strength that one at least has, or the evidence does not say. */
  SAID("said", 0.3);

  private final String key;
  private final double value;

  CauseThreshold(String key, double value) {
    this.key = key;
    this.value = value;
  }

  /** Its name in the documentation. */
  String key() {
    return key;
  }

  double value() {
    return value;
  }
}
