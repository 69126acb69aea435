package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads a server's metrics pages during a run.
 *
 * <p>Pages are read when the examined phase begins and ends, and every few seconds between, because
 * a page may become unreadable. A thread of its own does so, and the run never waits for it. A page
 * that cannot be read any more loses only what it would have shown. {@link #accept} is for one
 * thread; {@link #abandon} may be called from any.
 */
public final class ServerWatch implements Consumer<Interval>, AutoCloseable {
  /** Pages are read after every fifth interval, because rendering a page costs the server CPU. */
  private static final int EVERY = 5;

  private final List<URI> urls;
  private final String taskQueue;
  private final NanoClock clock;
  private final ServerCounts counts = new ServerCounts();
  private final AtomicInteger readings = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.factory("server-metrics"));

  private Phase lastPhase = Phase.MEASURE;
  private int intervals;

  private ServerWatch(List<URI> urls, String taskQueue, NanoClock clock) {
    this.urls = urls.stream().distinct().toList();
    this.taskQueue = taskQueue;
    this.clock = clock;
  }

  /**
   * Reads all pages once, before a run begins.
   *
   * @param urls metrics pages of the server's processes
   * @param doubts receives one sentence for each page that is not a Temporal server's
   * @throws TargetException if a page cannot be read, or is not a page of metrics
   */
  public static void check(List<URI> urls, Consumer<String> doubts) {
    for (URI url : urls) {
      try {
        if (!ServerPage.read(url, "").tells()) {
          doubts.accept(
              "--server-metrics %s has no persistence_latency, which all processes of a Temporal server tell, unless it gives its names a prefix; nothing will be known from there."
                  .formatted(Printable.escaped(url.toString())));
        }
      } catch (IOException e) {
        throw new TargetException(
            "--server-metrics %s %s; check the address, or leave it out."
                .formatted(Printable.escaped(url.toString()), e.getMessage()),
            e);
      }
    }
  }

  /**
   * Starts the watch and reads all pages.
   *
   * @param urls metrics pages of the server's processes, whose counts are added; may be empty
   * @param taskQueue the run's, whose backlog is read
   * @param clock that times the readings
   */
  public static ServerWatch start(List<URI> urls, String taskQueue, NanoClock clock) {
    ServerWatch watch = new ServerWatch(urls, taskQueue, clock);
    watch.read(() -> {});
    return watch;
  }

  @Override
  public void accept(Interval interval) {
    Phase phase = interval.phase();
    boolean begins = phase == Phase.MEASURE && lastPhase == Phase.WARMUP;
    boolean releases = phase == Phase.RELEASE && lastPhase != Phase.RELEASE;
    boolean ends = phase == Phase.DRAIN && lastPhase != Phase.DRAIN;
    lastPhase = phase;
    intervals++;
    if (begins) {
      read(counts::begin);
    } else if (releases) {
      // A release may already be over, so its period begins with the last reading before it.
      read(counts::beginWithLast);
    } else if (ends || (phase != Phase.DRAIN && intervals % EVERY == 0 && readings.get() == 0)) {
      read(() -> {});
    }
  }

  /** Reads all pages on the watch's thread. */
  private void read(Runnable before) {
    if (urls.isEmpty()) {
      return;
    }
    readings.incrementAndGet();
    thread.execute(
        () -> {
          try {
            before.run();
            urls.forEach(this::read);
          } finally {
            readings.decrementAndGet();
          }
        });
  }

  private void read(URI url) {
    String problem;
    try {
      long asked = clock.nanoTime();
      ServerReading page = ServerPage.read(url, taskQueue);
      counts.told(url, page, asked, clock.nanoTime());
      return;
    } catch (IOException e) {
      problem = e.getMessage();
    } catch (RuntimeException e) {
      problem = "cannot be read (" + Sentences.rootMessage(e) + ")";
    }
    counts.missed(
        url,
        "--server-metrics %s %s during the run, so the server's own signals end there."
            .formatted(Printable.escaped(url.toString()), problem));
  }

  /**
   * Waits for the last reading, and returns what was shown; empty if there are no pages, or if they
   * showed nothing. {@link #abandon} ends the wait.
   */
  public Optional<ServerSignals> signals() throws InterruptedException {
    thread.execute(over::countDown);
    thread.shutdown();
    var unused = over.await(2 + urls.size() * ServerPage.LONGEST_SECONDS, TimeUnit.SECONDS);
    return counts.signals();
  }

  /** Returns one sentence for each thing that could not be read. Call it after {@link #signals}. */
  public List<String> gaps() {
    List<String> all = new ArrayList<>(counts.gaps());
    if (readings.get() > 0) {
      all.add("The last reading of --server-metrics did not end.");
    }
    return all;
  }

  /** Ends the wait of {@link #signals} for the last reading. */
  public void abandon() {
    over.countDown();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
