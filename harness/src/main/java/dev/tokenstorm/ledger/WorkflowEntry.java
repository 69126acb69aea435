package dev.tokenstorm.ledger;

import dev.tokenstorm.workload.WorkflowEnd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of one workflow, kept from its start until it is closed, settled and, if it has to
 * be, audited. Its monitor guards it.
 */
public final class WorkflowEntry {
  private final long number;
  private final boolean measured;
  private final long intendedNanos;
  private final long startNanos;

  WorkflowState state = WorkflowState.STARTING;
  final @Nullable ActivityEntry[] activities;
  int firstTokens;
  @Nullable WorkflowEnd end;
  boolean handedOver;
  boolean terminatedByUs;

  WorkflowEntry(
      long number, boolean measured, long intendedNanos, long startNanos, int activities) {
    this.number = number;
    this.measured = measured;
    this.intendedNanos = intendedNanos;
    this.startNanos = startNanos;
    this.activities = new ActivityEntry[activities];
  }

  /** The workflow's number, from which its id is made. */
  public long number() {
    return number;
  }

  /** Whether it was started in the measured phase. */
  public boolean measured() {
    return measured;
  }

  /** When it should have started, by the injected clock. */
  public long intendedNanos() {
    return intendedNanos;
  }

  /** When its start was requested, by the injected clock. */
  public long startNanos() {
    return startNanos;
  }

  /** Where it stands. */
  public synchronized WorkflowState state() {
    return state;
  }

  ActivityEntry activity(int activity) {
    ActivityEntry entry = activities[activity];
    if (entry == null) {
      entry = new ActivityEntry();
      activities[activity] = entry;
    }
    return entry;
  }

  List<Token> unsettled() {
    List<Token> tokens = new ArrayList<>();
    for (ActivityEntry activity : activities) {
      if (activity != null) {
        tokens.addAll(activity.unsettled());
      }
    }
    return tokens;
  }

  boolean anyCalling() {
    for (Token token : unsettled()) {
      if (token.calling()) {
        return true;
      }
    }
    return false;
  }

  boolean allCompleted() {
    for (ActivityEntry activity : activities) {
      if (activity == null || activity.outcome != TokenState.COMPLETED) {
        return false;
      }
    }
    return true;
  }
}
