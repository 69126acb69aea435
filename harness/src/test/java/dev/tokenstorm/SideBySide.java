package dev.tokenstorm;

import dev.tokenstorm.measurement.DaemonThreads;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tests that mostly wait, of a class that JUnit runs alone and so one by one, side by side. The
 * first of these tests starts all of them. Each waits for its own, and fails or is skipped with it.
 */
public final class SideBySide {
  private final Class<?> tests;
  private final Map<String, FutureTask<Boolean>> parts = new ConcurrentHashMap<>();
  private final AtomicBoolean started = new AtomicBoolean();

  /** What a test does. */
  public interface Part {
    void run() throws Exception;
  }

  /**
   * @param tests the class that the tests are of
   */
  public SideBySide(Class<?> tests) {
    this.tests = tests;
  }

  /** Adds a part, before any of them has begun. */
  public SideBySide with(String name, Part part) {
    parts.put(
        name,
        new FutureTask<>(
            () -> {
              run(part);
              return true;
            }));
    return this;
  }

  private void run(Part part) throws Exception {
    CpuOfOthers others = new CpuOfOthers();
    try {
      part.run();
    } catch (AssertionError failed) {
      HostCapacity.excuse(tests, others, failed);
      throw failed;
    }
  }

  /** Waits for the part of a test, and ends as that did. */
  public void await(String name) throws Throwable {
    if (started.compareAndSet(false, true)) {
      parts.forEach((each, part) -> DaemonThreads.start(each, part));
    }
    try {
      var unused = Objects.requireNonNull(parts.get(name), name).get();
    } catch (ExecutionException ended) {
      throw Objects.requireNonNull(ended.getCause());
    } catch (InterruptedException tooLong) {
      // No part may go on in the time of the next class.
      parts.values().forEach(part -> part.cancel(true));
      throw tooLong;
    }
  }
}
