package dev.tokenstorm.ledger;

/** The states of a token. The first two are open, the others final. */
public enum TokenState {
  /** Issued, and not yet answered for. */
  HELD,
  /** Its completion was refused or its answer lost; the workflow's history decides. */
  DOUBTFUL,
  COMPLETED,
  FAILED,
  CANCELLED,
  /** The last attempt ran into a timeout. */
  TIMED_OUT,
  /** A retry took the attempt's place. */
  SUPERSEDED,
  /** Its workflow closed first. */
  ORPHANED,
  /** Still pending when the run was cut short. */
  PENDING,
  /** Not answered for, and the history out of reach. */
  UNKNOWN;

  /** Whether the token is settled. */
  public boolean isFinal() {
    return this != HELD && this != DOUBTFUL;
  }

  /** Lower-case name in files and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
