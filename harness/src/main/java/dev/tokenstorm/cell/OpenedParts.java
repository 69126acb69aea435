package dev.tokenstorm.cell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What has been opened so far on the way to something whole. If that fails, all of it is closed,
 * the last first; what is whole is {@link #kept}. For one thread.
 */
public final class OpenedParts implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /**
   * Returns a part that was opened, and is to be closed unless all are kept.
   *
   * @param closing closes it
   */
  public <T> T opened(T part, Consumer<T> closing) {
    closings.push(() -> closing.accept(part));
    return part;
  }

  /** Returns what is made of all parts, and closes them in their place from now on. */
  public <T> T kept(T whole) {
    closings.clear();
    return whole;
  }

  /** Closes all parts that are not kept, also if one of them cannot be closed. */
  @Override
  public void close() {
    if (!closings.isEmpty()) {
      Runnable last = closings.pop();
      try {
        last.run();
      } finally {
        close();
      }
    }
  }
}
