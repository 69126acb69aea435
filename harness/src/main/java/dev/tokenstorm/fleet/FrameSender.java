package dev.tokenstorm.fleet;

import dev.tokenstorm.link.Frame;
import dev.tokenstorm.link.FrameWriter;
import dev.tokenstorm.measurement.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends messages from a thread of its own, in their order, so that nobody waits for a reader who
 * stands still. When too many wait, or the stream is broken, it is over, and takes no more.
 * Thread-safe.
 */
final class FrameSender {
  /** Messages of some minutes: who has not read for so long is given up. */
  private static final int MOST_WAITING = 2_000;

  private final BlockingQueue<Frame> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final FrameWriter writer;
  private final Runnable broken;
  private final Thread thread;
  private volatile boolean over;
  private volatile boolean closing;

  /**
   * @param broken is run once nothing can be sent any more, unless it was closed
   */
  FrameSender(String name, OutputStream stream, Runnable broken) {
    this.writer = new FrameWriter(stream);
    this.broken = broken;
    this.thread = DaemonThreads.start(name, this::send);
  }

  void send(Frame frame) {
    if (!over && !waiting.offer(frame)) {
      giveUp();
    }
  }

  /** Sends what is waiting, for so long at most, and no more. */
  void close(Duration most) throws InterruptedException {
    closing = true;
    if (waiting.isEmpty()) {
      thread.interrupt();
    }
    thread.join(Math.max(1, most.toMillis()));
    over = true;
    thread.interrupt();
  }

  private void send() {
    try {
      while (!over && !(closing && waiting.isEmpty())) {
        writer.write(waiting.take());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      giveUp();
    }
  }

  private void giveUp() {
    if (!over) {
      over = true;
      if (!closing) {
        broken.run();
      }
    }
  }
}
