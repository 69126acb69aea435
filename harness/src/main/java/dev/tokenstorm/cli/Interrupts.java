package dev.tokenstorm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGINT (Ctrl-C), SIGTERM and SIGHUP into calls: the first signal asks for an orderly end, a
 * second SIGINT or SIGTERM for a quick one, and later ones do nothing. A lost terminal is often
 * followed by further signals that nobody sent on purpose, so none makes a SIGHUP before it more
 * urgent, and a SIGHUP itself never insists. The calls come on threads of their own and can
 * overlap; {@link SignalHandler} says what happens to signals that were ignored or cannot be
 * handled.
 */
final class Interrupts implements AutoCloseable {
  private final List<SignalHandler.Registration> handlers = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicBoolean hungUp = new AtomicBoolean();
  private final Listener listener;

  /** Takes signals. */
  interface Listener {
    /** An orderly end is asked for; after SIGINT once more if the terminal is lost. */
    void first(StopSignal signal);

    /** Somebody insists. */
    void again();
  }

  Interrupts(Listener listener) {
    this.listener = listener;
  }

  /** Handles signals until closed. */
  static Interrupts handle(Listener listener) {
    Interrupts interrupts = new Interrupts(listener);
    for (StopSignal signal : StopSignal.values()) {
      interrupts.handlers.add(SignalHandler.on(signal.name(), () -> interrupts.signalled(signal)));
    }
    return interrupts;
  }

  /** Handles signals until closed, of whatever kind the first one is. */
  public static Interrupts handle(Runnable onFirst, Runnable onSecond) {
    return handle(
        new Listener() {
          @Override
          public void first(StopSignal signal) {
            onFirst.run();
          }

          @Override
          public void again() {
            onSecond.run();
          }
        });
  }

  /** Gives signals back the effect they had. */
  @Override
  public void close() {
    handlers.forEach(SignalHandler.Registration::close);
    handlers.clear();
  }

  /** Takes a signal. */
  void signalled(StopSignal kind) {
    if (kind == StopSignal.HUP) {
      if (!hungUp.getAndSet(true)) {
        listener.first(kind);
      }
      return;
    }
    switch (requests.incrementAndGet()) {
      case 1 -> {
        if (!hungUp.get()) {
          listener.first(kind);
        }
      }
      case 2 -> listener.again();
      default -> {}
    }
  }
}
