package dev.tokenstorm.ledger;

import com.google.protobuf.ByteString;

/**
 * A token that is completed by its activity's id. A class of its own, because the ids would cost
 * each parked token of every run their bytes.
 */
final class NamedToken extends Token {
  private final String activityId;
  private String runId = "";

  NamedToken(
      ExecutionEntry execution,
      int activity,
      int attempt,
      ByteString bytes,
      String activityId,
      long issuedNanos) {
    super(execution, activity, attempt, bytes, issuedNanos);
    this.activityId = activityId;
  }

  @Override
  public String activityId() {
    return activityId;
  }

  @Override
  public String runId() {
    return runId;
  }

  @Override
  public void ofRun(String id) {
    runId = id;
  }
}
