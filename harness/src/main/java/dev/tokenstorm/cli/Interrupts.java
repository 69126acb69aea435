package dev.tokenstorm.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGINT (Ctrl-C), SIGTERM and SIGHUP into calls: the first signal asks for an orderly end, a
 * second SIGINT or SIGTERM for a quick one, and later ones do nothing. A lost terminal is often
 * followed by further signals that nobody sent on purpose, so none makes a SIGHUP before it more
 * urgent, and a SIGHUP itself never insists. A signal that was ignored at the process's start, as
 * nohup does with SIGHUP, stays ignored. The calls come on a thread of the JVM's, one a signal, so
 * they can overlap.
 *
 * <p>It works through {@code sun.misc.Signal} of the module jdk.unsupported, by reflection because
 * the compiler warns of the class and cannot be told not to. Where a signal cannot be handled, it
 * keeps its default effect.
 */
final class Interrupts implements AutoCloseable {
  private final Map<Object, Object> replaced = new LinkedHashMap<>();
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
      interrupts.install(signal);
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
    replaced.forEach(
        (signal, handler) -> {
          try {
            handleMethod().invoke(null, signal, handler);
          } catch (ReflectiveOperationException | RuntimeException keptAsIs) {
            // The process is about to end; a signal that is still ours does no harm.
          }
        });
    replaced.clear();
  }

  private void install(StopSignal kind) {
    try {
      Object signal = signalType().getConstructor(String.class).newInstance(kind.name());
      Object handler =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handlerType()}, invocation(kind));
      Object old = handleMethod().invoke(null, signal, handler);
      if (ignoring().equals(old)) {
        handleMethod().invoke(null, signal, old);
      } else {
        replaced.put(signal, old);
      }
    } catch (ReflectiveOperationException | RuntimeException unsupported) {
      // Not a JVM, or not a mode of it, that lets programs handle this signal.
    }
  }

  private InvocationHandler invocation(StopSignal kind) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            signalled(kind);
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "Interrupts";
        };
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

  /** What a signal's handler is when the process was started with the signal ignored. */
  private static Object ignoring() throws ReflectiveOperationException {
    return handlerType().getField("SIG_IGN").get(null);
  }

  private static Method handleMethod() throws ReflectiveOperationException {
    return signalType().getMethod("handle", signalType(), handlerType());
  }

  private static Class<?> signalType() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Class<?> handlerType() throws ClassNotFoundException {
    return Class.forName("sun.misc.SignalHandler");
  }
}
