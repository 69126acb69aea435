package dev.tokenstorm.ledger;

/**
 * The part of a token that belongs to whoever holds it: what to do for it next, and when. The
 * holder needs no lock, because a token is in exactly one place at a time, and every hand-over is a
 * happens-before edge. A superclass, and no object of its own, because millions may be parked.
 */
abstract class TokenSchedule {
  private long dueNanos;
  private long completeAtNanos;
  private long firstCallNanos;
  private int callsUnderWay;
  private int retries;
  private boolean answering;
  private boolean cancelSignalled;

  /** When its holder has to act next, by the injected clock. */
  public final long dueNanos() {
    return dueNanos;
  }

  public final void dueAt(long nanos) {
    dueNanos = nanos;
  }

  /** When the external completer is done with its own work. */
  public final long completeAtNanos() {
    return completeAtNanos;
  }

  public final void completeAt(long nanos) {
    completeAtNanos = nanos;
  }

  /** When the call that answers for it was first made; meaningful once {@link #answering}. */
  public final long firstCallNanos() {
    return firstCallNanos;
  }

  /** Whether the call that answers for it has been made at least once. */
  public final boolean answering() {
    return answering;
  }

  public final void answeringSince(long nanos) {
    answering = true;
    firstCallNanos = nanos;
  }

  /** Calls that were under way when that call was first made, itself included. */
  public final int callsUnderWay() {
    return callsUnderWay;
  }

  public final void callsUnderWay(int count) {
    callsUnderWay = count;
  }

  /** Calls in a row that have to be made again. */
  public final int retries() {
    return retries;
  }

  public final void retries(int count) {
    retries = count;
  }

  /** Whether a heartbeat's answer asked for cancellation. */
  public final boolean cancelSignalled() {
    return cancelSignalled;
  }

  public final void signalCancel() {
    cancelSignalled = true;
  }
}
