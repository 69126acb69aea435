package dev.tokenstorm.fault;

/**
 * Keeps what goes on after this process unless it undoes it, so that somebody can do so by hand
 * once the process was killed. Thread-safe; what it cannot keep stops nobody.
 */
@FunctionalInterface
public interface UndoJournal {
  /** Keeps nothing. */
  UndoJournal NONE = (what, command) -> () -> {};

  /**
   * Something is about to begin. Returns once it is kept.
   *
   * @param what a sentence without its full stop, such as {@code Fault 1 (30s: pause-server 5s) may
   *     still go on}
   * @param command what ends or undoes it, for a shell
   */
  Entry begins(String what, String command);

  /** What is kept until it is undone. */
  @FunctionalInterface
  interface Entry {

    /** It has been undone, or has ended. */
    void undone();
  }
}
