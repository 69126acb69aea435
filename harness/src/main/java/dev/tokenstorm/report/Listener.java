package dev.tokenstorm.report;

import com.sun.net.httpserver.HttpExchange;
import dev.tokenstorm.measurement.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One who listens to the live page's events, on a thread of its own. It may be some events behind;
 * one who is further behind is cut off, and may come again, as browsers do by themselves. {@link
 * #offer} never waits, and is for one thread.
 */
final class Listener {
  /** Events that wait for a listener: as many seconds. */
  private static final int PATIENCE = 8;

  /** Keeps proxies from taking a connection in which nothing happens for a dead one. */
  private static final byte[] STILL_HERE = {':', '\n', '\n'};

  private static final long QUIET_SECONDS = 15;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> events = new ArrayBlockingQueue<>(PATIENCE);
  private final HttpExchange exchange;
  private final Thread thread;

  /**
   * @param exchange whose response headers have been sent; it is closed at the end
   * @param gone is told at the end, on the listener's thread
   */
  Listener(HttpExchange exchange, Consumer<Listener> gone) {
    this.exchange = exchange;
    this.thread =
        DaemonThreads.of(
            "tokenstorm-listener",
            () -> {
              try {
                write();
              } finally {
                gone.accept(this);
              }
            });
    thread.start();
  }

  /** Hands an event on, or cuts off one who is too far behind. */
  void offer(byte[] event) {
    if (!events.offer(event)) {
      // An interrupt closes the channel that a stuck write waits for.
      thread.interrupt();
    }
  }

  /** Lets it write what it has, for so long at most, and cuts it off. At least 1 ms. */
  void end(long millis) throws InterruptedException {
    if (events.offer(END)) {
      thread.join(millis);
    }
    thread.interrupt();
  }

  private void write() {
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      while (true) {
        byte[] event = events.poll(QUIET_SECONDS, TimeUnit.SECONDS);
        if (event == END) {
          return;
        }
        out.write(event == null ? STILL_HERE : event);
        out.flush();
      }
    } catch (IOException left) {
      // There is nobody to tell.
    } catch (InterruptedException cutOff) {
      Thread.currentThread().interrupt();
    }
  }
}
