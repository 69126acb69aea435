package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Completers that make one blocking call each, on virtual threads where the JDK has them. */
final class ThreadPool implements CompleterPool {
  private final TokenQueue queue;
  private final CompletionScheduler scheduler;
  private final SdkCompleter completer;
  private final AtomicInteger busy = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch running;

  ThreadPool(
      int completers, TokenQueue queue, CompletionScheduler scheduler, SdkCompleter completer) {
    this.queue = queue;
    this.scheduler = scheduler;
    this.completer = completer;
    this.running = new CountDownLatch(completers);
    ThreadFactory factory = VirtualThreads.factory("completer");
    for (int i = 0; i < completers; i++) {
      threads.add(factory.newThread(this::run));
    }
  }

  @Override
  public void start() {
    threads.forEach(Thread::start);
  }

  private void run() {
    try {
      while (true) {
        Token token = queue.take();
        if (token == null) {
          return;
        }
        work(token);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.countDown();
    }
  }

  private void work(Token token) {
    Optional<CallKind> call = scheduler.next(token);
    if (call.isEmpty()) {
      return;
    }
    busy.incrementAndGet();
    try {
      scheduler.answered(token, call.get(), completer.call(token, call.get()));
    } finally {
      busy.decrementAndGet();
    }
  }

  @Override
  public int busy() {
    return busy.get();
  }

  @Override
  public boolean awaitIdle(Duration timeout) {
    try {
      return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
