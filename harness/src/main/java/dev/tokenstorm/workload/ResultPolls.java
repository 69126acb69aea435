package dev.tokenstorm.workload;

/**
 * Long polls for results, as clients make them that have started executions. They do not block.
 * Thread-safe.
 */
public interface ResultPolls extends AutoCloseable {

  /**
   * Waits until execution {@code n} is closed, however it closes. No more wait at one time than the
   * plan has clients. One of the two is called, on the call's own thread, and must not block;
   * neither after {@link #close}.
   *
   * @param seen the result is there
   * @param lost the server refused to tell
   */
  void await(long n, Runnable seen, Runnable lost);

  /** Ends all polls. */
  @Override
  void close();
}
