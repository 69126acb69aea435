package dev.tokenstorm.ledger;

import com.google.protobuf.ByteString;

/**
 * One pending attempt of one activity: its account, and what it takes to complete it.
 *
 * <p>The account (state, call) belongs to the {@link Ledger} and is guarded by the workflow's
 * entry. The schedule, which this class inherits, belongs to whoever holds the token.
 */
public final class Token extends TokenSchedule {
  private final ExecutionEntry execution;
  private final int activity;
  private final int attempt;
  private ByteString bytes;
  private final String activityId;
  private final long issuedNanos;

  /** Empty when it is completed by token. */
  private String runId = "";

  private TokenState state = TokenState.HELD;
  private boolean calling;
  private boolean called;

  /**
   * @param activity number of the activity within its workflow
   * @param attempt from 1
   * @param bytes the task token
   * @param activityId the server's id of the activity; empty when it is completed by token
   * @param issuedNanos when the activity's function had it
   */
  public Token(
      ExecutionEntry execution,
      int activity,
      int attempt,
      ByteString bytes,
      String activityId,
      long issuedNanos) {
    this.execution = execution;
    this.activity = activity;
    this.attempt = attempt;
    this.bytes = bytes;
    this.activityId = activityId;
    this.issuedNanos = issuedNanos;
  }

  public ExecutionEntry execution() {
    return execution;
  }

  public int activity() {
    return activity;
  }

  public int attempt() {
    return attempt;
  }

  /**
   * The task token. It is a key: it goes to the server and nowhere else. Empty once the token is
   * settled, since its workflow's account may outlive it by far.
   */
  public ByteString bytes() {
    return bytes;
  }

  /**
   * Whether its bytes are not known, because an earlier life of the run held them. Then it is
   * completed by the activity's id. Meaningful while it is unsettled.
   */
  public boolean bytesUnknown() {
    return bytes.isEmpty();
  }

  public String activityId() {
    return activityId;
  }

  /**
   * The server's id of the workflow's run, which a call by id names. Without it the call would go
   * to the workflow's latest run, whatever is pending there.
   */
  public String runId() {
    return runId;
  }

  /** Says of which run it is. A token that is completed by its bytes needs none, and keeps none. */
  public void ofRun(String id) {
    runId = activityId.isEmpty() ? "" : id;
  }

  public long issuedNanos() {
    return issuedNanos;
  }

  TokenState state() {
    return state;
  }

  /** Its completion was refused or its answer lost. */
  void doubt() {
    state = TokenState.DOUBTFUL;
  }

  /** Gives it its final state. Nobody will complete it any more, but a call under way may. */
  void settle(TokenState last) {
    state = last;
    if (!calling) {
      bytes = ByteString.EMPTY;
    }
  }

  /** Whether a call for it is under way. */
  boolean calling() {
    return calling;
  }

  void calling(boolean now) {
    calling = now;
  }

  /** Whether a call that answers for it was let through. */
  boolean called() {
    return called;
  }

  void calledNow() {
    called = true;
  }

  /** For findings: {@code <workflow n>/<activity>#<attempt>}; never the task token. */
  @Override
  public String toString() {
    return execution.number() + "/" + activity + "#" + attempt;
  }
}
