package dev.tokenstorm.ledger;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One pending attempt of one activity: its account, and what it takes to complete it.
 *
 * <p>The account (state, call) belongs to the {@link Ledger} and is guarded by the workflow's
 * entry. The schedule, which this class inherits, belongs to whoever holds the token. The two share
 * no field, so neither needs the other's lock.
 *
 * <p>Millions may be parked, so it takes 56 bytes beside those of the task token. That leaves no
 * room for another field.
 */
public sealed class Token extends TokenSchedule permits NamedToken {
  private static final byte[] NO_BYTES = {};
  private static final TokenState[] STATES = TokenState.values();

  /** Bits of {@link #account}. */
  private static final int STATE = 0x0f;

  private static final int CALLING = 0x10;
  private static final int CALLED = 0x20;

  private final ExecutionEntry execution;
  private final short activity;
  private final short attempt;
  private byte[] bytes;
  private final long issuedNanos;

  /** The first token that its workflow's entry took before it; guarded by the entry. */
  private @Nullable Token previous;

  /** The state's ordinal, which is never stored elsewhere, and two flags. */
  private byte account;

  /** Made by {@link #of}. */
  Token(ExecutionEntry execution, int activity, int attempt, ByteString bytes, long issuedNanos) {
    this.execution = execution;
    this.activity = small(activity);
    this.attempt = small(Math.max(0, attempt));
    this.bytes = bytes.isEmpty() ? NO_BYTES : WholeArray.of(bytes);
    this.issuedNanos = issuedNanos;
  }

  /**
   * Makes one.
   *
   * @param activity number of the activity within its workflow; at most 32,767
   * @param attempt from 1, and at most 32,767; what is below 0 counts as 0
   * @param bytes the task token, whose memory it may keep
   * @param activityId the server's id of the activity; empty when it is completed by token
   * @param issuedNanos when the activity's function had it
   */
  public static Token of(
      ExecutionEntry execution,
      int activity,
      int attempt,
      ByteString bytes,
      String activityId,
      long issuedNanos) {
    return activityId.isEmpty()
        ? new Token(execution, activity, attempt, bytes, issuedNanos)
        : new NamedToken(execution, activity, attempt, bytes, activityId, issuedNanos);
  }

  /**
   * A token whose account another process keeps.
   *
   * @param number stands for the execution
   * @param bytes the task token; empty for one that is completed by id
   * @param runId the server's id of the execution's run; empty when it is completed by token
   * @param activityId the server's id of the activity; empty when it is completed by token
   * @param takenNanos when this process got it
   */
  public static Token ofAnotherProcess(
      long number,
      int activity,
      int attempt,
      ByteString bytes,
      String runId,
      String activityId,
      long takenNanos) {
    Token token =
        of(
            new ExecutionEntry(number, true, takenNanos, takenNanos, 0),
            activity,
            attempt,
            bytes,
            activityId,
            takenNanos);
    token.ofRun(runId);
    return token;
  }

  private static short small(int number) {
    if (number != (short) number) {
      throw new IllegalArgumentException(number + " is more than any plan has");
    }
    return (short) number;
  }

  public final ExecutionEntry execution() {
    return execution;
  }

  public final int activity() {
    return activity;
  }

  public final int attempt() {
    return attempt;
  }

  /**
   * The task token, which nobody may change. It is a key: it goes to the server and nowhere else.
   * Empty once the token is settled, since its workflow's account may outlive it by far.
   */
  public final byte[] bytes() {
    return bytes;
  }

  /**
   * Whether its bytes are not known, because an earlier life of the run held them. Then it is
   * completed by the activity's id. Meaningful while it is unsettled.
   */
  public final boolean bytesUnknown() {
    return bytes.length == 0;
  }

  /** The server's id of the activity; empty when it is completed by its bytes. */
  public String activityId() {
    return "";
  }

  /**
   * The server's id of the workflow's run, which a call by id names. Without it the call would go
   * to the workflow's latest run, whatever is pending there.
   */
  public String runId() {
    return "";
  }

  /** Says of which run it is. A token that is completed by its bytes needs none, and keeps none. */
  public void ofRun(String id) {}

  public final long issuedNanos() {
    return issuedNanos;
  }

  final TokenState state() {
    return STATES[account & STATE];
  }

  // The ordinal never leaves this object.
  @SuppressWarnings("EnumOrdinal")
  private void state(TokenState now) {
    account = (byte) ((account & ~STATE) | now.ordinal());
  }

  private void flag(int bit, boolean on) {
    account = (byte) (on ? (account | bit) : (account & ~bit));
  }

  /** Its completion was refused or its answer lost. */
  final void doubt() {
    state(TokenState.DOUBTFUL);
  }

  /** Gives it its final state. Nobody will complete it any more, but a call under way may. */
  final void settle(TokenState last) {
    state(last);
    if (!calling()) {
      bytes = NO_BYTES;
    }
  }

  /** Whether a call for it is under way. */
  final boolean calling() {
    return (account & CALLING) != 0;
  }

  final void calling(boolean now) {
    flag(CALLING, now);
  }

  /** Whether a call that answers for it was let through. */
  final boolean called() {
    return (account & CALLED) != 0;
  }

  final void calledNow() {
    flag(CALLED, true);
  }

  /** The first token that its workflow's entry took before it; null for none. */
  final @Nullable Token previous() {
    return previous;
  }

  final void previous(@Nullable Token token) {
    previous = token;
  }

  /** For findings: {@code <workflow n>/<activity>#<attempt>}; never the task token. */
  @Override
  public final String toString() {
    return execution.number() + "/" + activity + "#" + attempt;
  }
}
