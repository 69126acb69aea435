package dev.tokenstorm.measurement;

import java.util.concurrent.ThreadFactory;

/** Makes threads that do not keep the process alive. */
public final class DaemonThreads {
  private DaemonThreads() {}

  /** A thread that has not been started. */
  public static Thread of(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that has been started. */
  public static Thread start(String name, Runnable task) {
    Thread thread = of(name, task);
    thread.start();
    return thread;
  }

  /** Makes threads that have not been started, all of one name. */
  public static ThreadFactory factory(String name) {
    return task -> of(name, task);
  }
}
