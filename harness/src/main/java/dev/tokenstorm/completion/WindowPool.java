package dev.tokenstorm.completion;

import static java.util.Objects.requireNonNull;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a window of asynchronous calls outstanding. Each place in it goes from one token to the
 * next where its answer arrives, without changing threads; a dispatcher's thread gives tokens to
 * those that found none. So calls that follow from answers read together are also written together.
 */
final class WindowPool implements CompleterPool {
  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final Duration CHECK = Duration.ofMillis(500);

  private final int window;
  private final TokenQueue queue;
  private final CompletionScheduler scheduler;
  private final List<Place> places = new ArrayList<>();
  private final ConcurrentLinkedQueue<Place> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore free;
  private final AtomicInteger busy = new AtomicInteger();
  private final Thread dispatcher = DaemonThreads.of("completer-window", this::dispatch);
  private final Thread deadlines = DaemonThreads.of("completer-deadlines", this::watchDeadlines);

  WindowPool(int window, TokenQueue queue, CompletionScheduler scheduler, GrpcCompleter completer) {
    this.window = window;
    this.queue = queue;
    this.scheduler = scheduler;
    this.free = new Semaphore(window);
    for (int i = 0; i < window; i++) {
      places.add(new Place(completer.place(i)));
    }
    idle.addAll(places);
  }

  @Override
  public void start() {
    dispatcher.start();
    deadlines.start();
  }

  private void dispatch() {
    try {
      while (true) {
        free.acquire();
        Token token = queue.take();
        Place place = token == null ? null : idle.poll();
        if (token == null || place == null) {
          free.release();
          return;
        }
        busy.incrementAndGet();
        place.work(token);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watchDeadlines() {
    try {
      while (dispatcher.isAlive() || busy.get() > 0) {
        Thread.sleep(CHECK.toMillis());
        places.forEach(place -> place.outgoing.giveUpAfter(ATTEMPT.toNanos()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int busy() {
    return busy.get();
  }

  @Override
  public boolean awaitIdle(Duration timeout) {
    try {
      if (free.tryAcquire(window, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        free.release(window);
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** One of the window. With one thread at a time. */
  private final class Place implements Consumer<CallOutcome> {
    private final OutgoingCall outgoing;
    private final CallTurn turn = new CallTurn();
    private @Nullable Token token;
    private CallKind call = CallKind.COMPLETE;
    private CallOutcome answer = CallOutcome.OK;

    Place(OutgoingCall outgoing) {
      this.outgoing = outgoing;
    }

    /** Goes from token to token for as long as each is answered before its call returns. */
    void work(Token first) {
      for (Token next = first; next != null; next = queue.poll()) {
        token = next;
        Optional<CallKind> chosen = scheduler.next(next);
        if (chosen.isPresent()) {
          call = chosen.get();
          turn.begin();
          outgoing.make(next, call, this);
          if (turn.leaveToAnswer()) {
            return;
          }
          settle();
        }
      }
      leave();
    }

    @Override
    public void accept(CallOutcome given) {
      answer = given;
      if (turn.leaveToCaller()) {
        // The thread that made the call is still at it, and goes on.
        return;
      }
      settle();
      Token next = queue.poll();
      if (next != null) {
        work(next);
      } else {
        leave();
      }
    }

    private void settle() {
      scheduler.answered(requireNonNull(token), call, answer);
    }

    /** Idle means that every answer has been taken, so the place is given back last. */
    private void leave() {
      token = null;
      idle.add(this);
      busy.decrementAndGet();
      free.release();
    }
  }
}
