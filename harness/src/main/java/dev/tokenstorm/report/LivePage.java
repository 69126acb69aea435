package dev.tokenstorm.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.result.Counts;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.IntervalSample;
import dev.tokenstorm.result.RunFacts;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The page of a run that is going on, with the server-sent events that keep it up to date.
 *
 * <p>Browsers receive {@code all} when they connect, {@code point} after each interval, and {@code
 * report} at the end; if there is no report, {@code over} comes instead.
 *
 * <p>{@link #accept} only hands an interval over; the page's own thread adds it up, and draws
 * figures only while somebody listens. Everything is bounded: the points of the history, the
 * listeners, the events that wait for each of them, and the intervals that wait for the page's
 * thread. An interval that finds no room there is missing on the live page only. {@link #begin},
 * {@link #accept} and the methods that end the page are for one thread; the handlers are for any.
 */
public final class LivePage implements Consumer<Interval>, AutoCloseable {
  private static final int MOST_LISTENERS = 8;
  private static final int MOST_WAITING = 64;
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final Page page = new Page();
  private final byte[] html;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          DaemonThreads.factory("tokenstorm-live-page"));

  private record Start(RunFacts facts, String planYaml, ProgressGoal goal) {}

  // The fields below belong to the thread that runs the cell.
  private Optional<Start> start = Optional.empty();
  private LedgerCounts lastCounts = Counts.NONE;
  private long lastErrors;

  // The fields below belong to the page's own thread.
  private Optional<LiveRun> run = Optional.empty();
  private Optional<byte[]> lastWords = Optional.empty();

  public LivePage() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("mode", "live");
    html = page.with(data).getBytes(UTF_8);
  }

  /** Returns the handlers to serve, by path. Each handler closes its exchange. */
  public Map<String, HttpHandler> handlers() {
    return Map.of("/", this::servePage, "/events", this::serveEvents);
  }

  /** Names the run. Call it before the first interval. */
  public void begin(RunFacts facts, String planYaml, ProgressGoal goal) {
    start = Optional.of(new Start(facts, planYaml, goal));
  }

  @Override
  public void accept(Interval interval) {
    IntervalSample sample = IntervalSample.of(interval, lastCounts, lastErrors);
    lastCounts = interval.counts();
    lastErrors = Counts.errors(interval.rpc());
    start.ifPresent(known -> submit(() -> add(known, interval, sample)));
  }

  /** Shows the report of the finished run, also to browsers that connect later. */
  public void end(RunReport finished) {
    submit(() -> say(event("report", finished.data())));
  }

  /**
   * Says that the run has ended, and why there is no report, also to browsers that connect later.
   * Does nothing if the report was shown.
   */
  public void endWithout(String why) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("why", why);
    submit(
        () -> {
          if (lastWords.isEmpty()) {
            say(event("over", data));
          }
        });
  }

  private void say(byte[] event) {
    lastWords = Optional.of(event);
    listeners.forEach(listener -> listener.offer(event));
  }

  /**
   * Lets listeners receive what waits for them, for a few seconds at most, and then cuts them off.
   */
  @Override
  public void close() {
    endWithout("There is no report; what was printed says why.");
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
      for (Listener listener : listeners) {
        listener.end(LAST_WORDS_MILLIS / MOST_LISTENERS);
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how many browsers listen. */
  int listeners() {
    return listeners.size();
  }

  private void add(Start known, Interval interval, IntervalSample sample) {
    if (run.isEmpty()) {
      run = Optional.of(new LiveRun(known.facts, known.planYaml, known.goal, interval, sample));
    } else {
      run.get().add(interval, sample);
    }
    LiveRun live = run.get();
    boolean all = live.coarser() || interval.index() == 0;
    if (!listeners.isEmpty()) {
      byte[] event = all ? event("all", live.all()) : event("point", live.point());
      listeners.forEach(listener -> listener.offer(event));
    }
  }

  private void servePage(HttpExchange exchange) throws IOException {
    try (exchange) {
      headers(exchange, "text/html; charset=utf-8");
      exchange.getResponseHeaders().set("Content-Security-Policy", page.servedPolicy());
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(html.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
      }
    }
  }

  private void serveEvents(HttpExchange exchange) throws IOException {
    headers(exchange, "text/event-stream; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD") || listeners.size() >= MOST_LISTENERS) {
      try (exchange) {
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 200 : 503, -1);
      }
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    if (!submit(() -> welcome(exchange))) {
      exchange.close();
    }
  }

  private void welcome(HttpExchange exchange) {
    if (listeners.size() >= MOST_LISTENERS) {
      exchange.close();
      return;
    }
    Listener listener = new Listener(exchange, listeners::remove);
    listeners.add(listener);
    listener.offer(
        lastWords.orElseGet(
            () -> event("all", run.map(LiveRun::all).orElseGet(LivePage::nothingYet))));
  }

  private static ObjectNode nothingYet() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("runs");
    return json;
  }

  private boolean submit(Runnable task) {
    try {
      thread.execute(task);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Returns an event. Its JSON has no line break, so its data is one line. */
  private static byte[] event(String name, JsonNode data) {
    return "event: %s\nretry: 1000\ndata: %s\n\n"
        .formatted(name, Page.escaped(data))
        .getBytes(UTF_8);
  }

  private static void headers(HttpExchange exchange, String contentType) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", contentType);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }
}
