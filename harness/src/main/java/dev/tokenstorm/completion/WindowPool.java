package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One thread that keeps a window of asynchronous calls outstanding. */
final class WindowPool implements CompleterPool {
  private final int window;
  private final TokenQueue queue;
  private final TokenDesk desk;
  private final GrpcCompleter completer;
  private final Semaphore free;
  private final Thread dispatcher = new Thread(this::run, "completer-window");

  WindowPool(int window, TokenQueue queue, TokenDesk desk, GrpcCompleter completer) {
    this.window = window;
    this.queue = queue;
    this.desk = desk;
    this.completer = completer;
    this.free = new Semaphore(window);
    dispatcher.setDaemon(true);
  }

  @Override
  public void start() {
    dispatcher.start();
  }

  private void run() {
    try {
      while (true) {
        Optional<Token> token = queue.take();
        if (token.isEmpty()) {
          return;
        }
        free.acquire();
        work(token.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Token token) {
    Optional<Call> call = desk.next(token);
    if (call.isEmpty()) {
      free.release();
      return;
    }
    completer.call(
        token,
        call.get(),
        answer -> {
          // Idle means that every answer has been taken, so the place is given back last.
          try {
            desk.answered(token, call.get(), answer);
          } finally {
            free.release();
          }
        });
  }

  @Override
  public int busy() {
    return window - free.availablePermits();
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
}
