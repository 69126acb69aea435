package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.ExecutionEnd.Status;

/** The states of a workflow's account. */
public enum ExecutionState {
  /** Its start was requested and not yet answered. */
  STARTING,
  /** Started, and not known to be closed. */
  OPEN,
  COMPLETED,
  FAILED,
  TIMED_OUT,
  CANCELLED,
  /** Terminated by the harness, past the drain's deadline. */
  TERMINATED,
  /** Open when the run was cut short. */
  OPEN_AT_END,
  /** Neither its close nor its being open could be learnt. */
  UNKNOWN;

  /** Returns the state of an execution that closed with this status. */
  static ExecutionState of(Status status) {
    return switch (status) {
      case COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      case TIMED_OUT -> TIMED_OUT;
      case CANCELLED -> CANCELLED;
      case TERMINATED -> TERMINATED;
    };
  }

  /** Whether the workflow is settled. */
  public boolean isFinal() {
    return this != STARTING && this != OPEN;
  }

  /** Lower-case name in files and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
