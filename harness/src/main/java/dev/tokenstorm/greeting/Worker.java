package dev.tokenstorm.greeting;

/** Plays the greeting workflow and its activity for the tasks of one task queue. */
public interface Worker extends AutoCloseable {

  /** Starts polling. */
  void start();

  /** Stops polling, and waits a few seconds for tasks under way. Closing again does nothing. */
  @Override
  void close();
}
