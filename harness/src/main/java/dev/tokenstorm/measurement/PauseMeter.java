package dev.tokenstorm.measurement;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Sums the pauses of this JVM, from the events of its flight recorder. Pauses of garbage collection
 * are {@code jdk.GCPhasePause} events, which every collector emits while it holds the application.
 * Safepoints are timed from their begin to their end.
 *
 * <p>The recorder takes a third of a second to start, so it starts on a thread of its own. Readings
 * are empty until then. They always are on a JVM without a flight recorder, and where the system
 * lets files be too small for one. The recorder delivers events once per second, so a pause may be
 * read up to a second after it happened. Readings are for one thread at a time.
 */
final class PauseMeter implements AutoCloseable {
  private static final Duration KEEP = Duration.ofSeconds(10);

  private final AtomicLong gcNanos = new AtomicLong();
  private final AtomicLong safepointNanos = new AtomicLong();
  private final Object lock = new Object();
  private volatile boolean running;
  private boolean closed;
  private AutoCloseable recording = () -> {};
  private long safepointId = -1;
  private long safepointBeginNanos;

  /** Starts measuring, without waiting for the recorder. */
  public PauseMeter() {
    DaemonThreads.start("tokenstorm-pauses-start", this::start);
  }

  /**
   * Returns the garbage collection pauses that became known since the last reading, in nanoseconds.
   */
  public OptionalLong gcNanosSinceLast() {
    return sinceLast(gcNanos);
  }

  /**
   * Returns the safepoints that became known since the last reading, in nanoseconds, garbage
   * collection pauses included.
   */
  public OptionalLong safepointNanosSinceLast() {
    return sinceLast(safepointNanos);
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      running = false;
      stopRecording();
    }
  }

  private OptionalLong sinceLast(AtomicLong nanos) {
    return running ? OptionalLong.of(nanos.getAndSet(0)) : OptionalLong.empty();
  }

  private void start() {
    if (!RecorderFolder.takesFiles()) {
      return;
    }
    try {
      RecorderFolder.keepInMemory();
      RecordingStream stream = new RecordingStream();
      stream.enable("jdk.GCPhasePause").withThreshold(Duration.ZERO).withoutStackTrace();
      stream.enable("jdk.SafepointBegin").withThreshold(Duration.ZERO).withoutStackTrace();
      stream.enable("jdk.SafepointEnd").withThreshold(Duration.ZERO).withoutStackTrace();
      stream.onEvent("jdk.GCPhasePause", this::gcPause);
      stream.onEvent("jdk.SafepointBegin", this::safepointBegin);
      stream.onEvent("jdk.SafepointEnd", this::safepointEnd);
      stream.setMaxAge(KEEP);
      synchronized (lock) {
        recording = stream;
        if (closed) {
          stopRecording();
          return;
        }
        stream.startAsync();
        running = true;
      }
    } catch (RuntimeException | LinkageError | InternalError noFlightRecorder) {
      // Without a recorder, readings stay empty, as documented.
      running = false;
    }
  }

  private void stopRecording() {
    try {
      recording.close();
    } catch (Exception e) {
      throw new IllegalStateException("The flight recorder does not stop: " + e.getMessage(), e);
    }
  }

  private void gcPause(RecordedEvent event) {
    gcNanos.addAndGet(event.getDuration().toNanos());
  }

  private void safepointBegin(RecordedEvent event) {
    safepointId = event.getLong("safepointId");
    safepointBeginNanos = EpochNanos.of(event.getStartTime());
  }

  private void safepointEnd(RecordedEvent event) {
    if (event.getLong("safepointId") == safepointId) {
      safepointNanos.addAndGet(EpochNanos.of(event.getEndTime()) - safepointBeginNanos);
    }
  }
}
