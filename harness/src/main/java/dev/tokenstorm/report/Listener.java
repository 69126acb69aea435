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
 * A browser that listens to the live page's events, served by a thread of its own.
 *
 * <p>A listener may be a few events behind. A listener that falls further behind is cut off, and
 * may connect again, as browsers do by themselves. {@link #offer} never waits, and is for one
 * thread.
 */
final class Listener {
  /**
   * Largest number of events that wait for a listener; at one event per second these are eight
   * seconds.
   */
  private static final int PATIENCE = 8;

  /**
   * Comment that is sent when there is no event for a while, because proxies close connections that
   * look dead.
   */
  private static final byte[] STILL_HERE = {':', '\n', '\n'};

  private static final long QUIET_SECONDS = 15;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> events = new ArrayBlockingQueue<>(PATIENCE);
  private final HttpExchange exchange;
  private final Thread thread;

  /**
   * Starts the listener's thread.
   *
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

  /** Hands an event to the listener, or cuts the listener off if too many events wait. */
  void offer(byte[] event) {
    if (!events.offer(event)) {
      // An interrupt closes the channel that a stuck write waits for.
      thread.interrupt();
    }
  }

  /**
   * Lets the listener write what waits for it, and then cuts it off.
   *
   * @param millis longest wait for that, in milliseconds; at least 1
   */
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
      // The listener has left, so there is nobody to tell.
    } catch (InterruptedException cutOff) {
      Thread.currentThread().interrupt();
    }
  }
}
