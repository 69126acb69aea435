package dev.tokenstorm.ledger;

/**
 * The part of a token that belongs to whoever holds it: what to do for it next, and when. The
 * holder needs no lock, because a token is in exactly one place at a time, and every hand-over is a
 * happens-before edge. A superclass, and no object of its own, because millions may be parked.
 */
abstract class TokenSchedule {
  private static final int MOST_RETRIES = Byte.MAX_VALUE;

  private long dueNanos;

  /** When the completer is done with its work; once it is answering, when it first called. */
  private long answerNanos;

  /** 0 until the call that answers for it is made; then 1 more than the level of its load. */
  private byte answering;

  private byte retries;
  private boolean cancelSignalled;

  /** When its holder has to act next, by the injected clock. */
  public final long dueNanos() {
    return dueNanos;
  }

  public final void dueAt(long nanos) {
    dueNanos = nanos;
  }

  /**
   * When the external completer is done with its own work. Once it is {@link #answering}, that was
   * some time ago, and this is {@link #firstCallNanos}.
   */
  public final long completeAtNanos() {
    return answerNanos;
  }

  public final void completeAt(long nanos) {
    answerNanos = nanos;
  }

  /** When the call that answers for it was first made; meaningful once {@link #answering}. */
  public final long firstCallNanos() {
    return answerNanos;
  }

  /** Whether the call that answers for it has been made at least once. */
  public final boolean answering() {
    return answering != 0;
  }

  public final void answeringSince(long nanos) {
    answering = 1;
    answerNanos = nanos;
  }

  /**
   * Calls that were under way when that call was first made, itself included, rounded down to a
   * power of two. Latencies by load are told apart by no more.
   */
  public final int callsUnderWay() {
    return 1 << Math.max(0, answering - 1);
  }

  /** Notes the load at the call that answers for it. */
  public final void callsUnderWay(int count) {
    answering = (byte) (Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, count)));
  }

  /** Calls in a row that have to be made again, as far as they are counted: to 127. */
  public final int retries() {
    return retries;
  }

  public final void retries(int count) {
    retries = (byte) Math.min(count, MOST_RETRIES);
  }

  /** Whether a heartbeat's answer asked for cancellation. */
  public final boolean cancelSignalled() {
    return cancelSignalled;
  }

  public final void signalCancel() {
    cancelSignalled = true;
  }
}
