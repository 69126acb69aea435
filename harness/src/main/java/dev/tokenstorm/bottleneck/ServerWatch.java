package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.Printable;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.target.Sentences;
import dev.tokenstorm.target.TargetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads what a server tells of itself beside a run: when the measured phase begins and when it
 * ends, and every few seconds between, because a page may go away. It has a thread of its own, and
 * nothing waits for it. A page that cannot be read any more costs what it would have told, and
 * nothing else. {@link #accept} is for one thread.
 */
public final class ServerWatch implements Consumer<Interval>, AutoCloseable {
  private static final long LAST_READING_SECONDS = 12;

  /** Of so many intervals one is read after: rendering its page costs a server something, too. */
  private static final int EVERY = 5;

  private final List<URI> urls;
  private final String taskQueue;
  private final NanoClock clock;
  private final AtomicInteger readings = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread reader = new Thread(task, "server-metrics");
            reader.setDaemon(true);
            return reader;
          });

  private Phase lastPhase = Phase.MEASURE;
  private int intervals;

  // For the thread, and after it has ended.
  private final Map<URI, String> gaps = new LinkedHashMap<>();
  private Moment first;
  private Moment last;
  private double backlog;

  private record Moment(long nanos, ServerReading reading) {}

  private ServerWatch(List<URI> urls, String taskQueue, NanoClock clock, Moment first) {
    this.urls = urls;
    this.taskQueue = taskQueue;
    this.clock = clock;
    this.first = first;
    this.last = first;
  }

  /**
   * Reads all pages for the first time.
   *
   * @param urls of a server's processes, whose counts are added; there may be none
   * @param taskQueue of the run
   * @throws TargetException when one of them cannot be read, or is none of metrics
   */
  public static ServerWatch start(List<URI> urls, String taskQueue, NanoClock clock) {
    ServerReading reading = ServerReading.NONE;
    for (URI url : urls) {
      try {
        reading = reading.plus(read(url, taskQueue));
      } catch (IOException e) {
        throw new TargetException(
            "--server-metrics %s %s; check the address, or leave it out."
                .formatted(Printable.escaped(url.toString()), e.getMessage()),
            e);
      }
    }
    return new ServerWatch(urls, taskQueue, clock, new Moment(clock.nanoTime(), reading));
  }

  @Override
  public void accept(Interval interval) {
    Phase phase = interval.phase();
    boolean begins = phase == Phase.MEASURE && lastPhase == Phase.WARMUP;
    boolean ends = phase == Phase.DRAIN && lastPhase != Phase.DRAIN;
    lastPhase = phase;
    intervals++;
    boolean due = phase != Phase.DRAIN && intervals % EVERY == 0 && readings.get() == 0;
    if (!urls.isEmpty() && (begins || ends || due)) {
      readings.incrementAndGet();
      thread.execute(
          () -> {
            try {
              readAll(begins);
            } finally {
              readings.decrementAndGet();
            }
          });
    }
  }

  private void readAll(boolean begins) {
    ServerReading sum = ServerReading.NONE;
    for (URI url : urls) {
      try {
        sum = sum.plus(read(url, taskQueue));
      } catch (IOException e) {
        gaps.put(
            url,
            "--server-metrics %s %s during the run, so the server's own signals end there."
                .formatted(Printable.escaped(url.toString()), e.getMessage()));
        // Sums without one of their parts would go backwards.
        return;
      }
    }
    last = new Moment(clock.nanoTime(), sum);
    if (begins) {
      first = last;
      backlog = 0;
    }
    backlog = Math.max(backlog, sum.backlog());
  }

  private static ServerReading read(URI url, String taskQueue) throws IOException {
    try {
      return ServerReading.of(ServerPage.read(url), taskQueue);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "serves something that is not Prometheus' text format (" + e.getMessage() + ")", e);
    } catch (SocketTimeoutException e) {
      throw new IOException("does not answer in time", e);
    } catch (ConnectException e) {
      throw new IOException("cannot be reached", e);
    } catch (UnknownHostException e) {
      throw new IOException("has a host that is not known", e);
    } catch (IOException e) {
      throw new IOException(
          e.getClass().equals(IOException.class)
              ? e.getMessage()
              : "cannot be read (" + Sentences.rootMessage(e) + ")",
          e);
    }
  }

  /** What was told, once nothing more is to be read; empty if there are no pages. */
  public Optional<ServerSignals> signals() throws InterruptedException {
    if (urls.isEmpty()) {
      return Optional.empty();
    }
    thread.shutdown();
    boolean ended = thread.awaitTermination(LAST_READING_SECONDS, TimeUnit.SECONDS);
    List<String> missing = new ArrayList<>(gaps.values());
    if (!ended) {
      missing.add("The last reading of --server-metrics did not end.");
    }
    return Optional.of(
        ServerSignals.between(
            first.reading(),
            last.reading(),
            (last.nanos() - first.nanos()) / 1e9,
            backlog,
            missing));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
