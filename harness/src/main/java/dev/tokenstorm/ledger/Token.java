package dev.tokenstorm.ledger;

import com.google.protobuf.ByteString;

/**
 * One pending attempt of one activity: its account, and what it takes to complete it.
 *
 * <p>The account (state, call) belongs to the {@link Ledger} and is guarded by the workflow's
 * entry. The schedule (due times, retries) belongs to whoever holds the token: it is in exactly one
 * place at a time, and every hand-over is a happens-before edge.
 */
public final class Token {
  private final WorkflowEntry workflow;
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

  private long dueNanos;
  private long completeAtNanos;
  private long firstCallNanos;
  private int callsUnderWay;
  private int retries;
  private boolean answering;
  private boolean cancelSignalled;

  /**
   * @param activity number of the activity within its workflow
   * @param attempt from 1
   * @param bytes the task token
   * @param activityId the server's id of the activity; empty when it is completed by token
   * @param issuedNanos when the activity's function had it
   */
  public Token(
      WorkflowEntry workflow,
      int activity,
      int attempt,
      ByteString bytes,
      String activityId,
      long issuedNanos) {
    this.workflow = workflow;
    this.activity = activity;
    this.attempt = attempt;
    this.bytes = bytes;
    this.activityId = activityId;
    this.issuedNanos = issuedNanos;
  }

  public WorkflowEntry workflow() {
    return workflow;
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

  void state(TokenState next) {
    state = next;
  }

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

  /** Nobody will complete it any more. */
  void forgetBytes() {
    bytes = ByteString.EMPTY;
  }

  /** When its holder has to act next, by the injected clock. */
  public long dueNanos() {
    return dueNanos;
  }

  public void dueAt(long nanos) {
    dueNanos = nanos;
  }

  /** When the external completer is done with its own work. */
  public long completeAtNanos() {
    return completeAtNanos;
  }

  public void completeAt(long nanos) {
    completeAtNanos = nanos;
  }

  /** When the call that answers for it was first made; meaningful once {@link #answering}. */
  public long firstCallNanos() {
    return firstCallNanos;
  }

  /** Whether the call that answers for it has been made at least once. */
  public boolean answering() {
    return answering;
  }

  public void answeringSince(long nanos) {
    answering = true;
    firstCallNanos = nanos;
  }

  /** Calls that were under way when that call was first made, itself included. */
  public int callsUnderWay() {
    return callsUnderWay;
  }

  public void callsUnderWay(int count) {
    callsUnderWay = count;
  }

  /** Calls in a row that have to be made again. */
  public int retries() {
    return retries;
  }

  public void retries(int count) {
    retries = count;
  }

  /** Whether a heartbeat's answer asked for cancellation. */
  public boolean cancelSignalled() {
    return cancelSignalled;
  }

  public void signalCancel() {
    cancelSignalled = true;
  }

  /** For findings: {@code <workflow n>/<activity>#<attempt>}; never the task token. */
  @Override
  public String toString() {
    return workflow.number() + "/" + activity + "#" + attempt;
  }
}
