package dev.tokenstorm.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns Ctrl-C (SIGINT) and SIGTERM into calls: the first signal of either kind asks for an orderly
 * end, the second for a quick one, and later ones do nothing. The calls come on a thread of the
 * JVM's, one a signal, so the two can overlap.
 *
 * <p>It works through {@code sun.misc.Signal} of the module jdk.unsupported, by reflection because
 * the compiler warns of the class and cannot be told not to. Where a signal cannot be handled, it
 * keeps its default effect.
 */
final class Interrupts implements AutoCloseable {
  private final Map<Object, Object> replaced = new LinkedHashMap<>();
  private final AtomicInteger signals = new AtomicInteger();
  private final Runnable onFirst;
  private final Runnable onSecond;

  private Interrupts(Runnable onFirst, Runnable onSecond) {
    this.onFirst = onFirst;
    this.onSecond = onSecond;
  }

  /** Handles signals until closed. */
  public static Interrupts handle(Runnable onFirst, Runnable onSecond) {
    Interrupts interrupts = new Interrupts(onFirst, onSecond);
    interrupts.install("INT");
    interrupts.install("TERM");
    return interrupts;
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

  private void install(String name) {
    try {
      Object signal = signalType().getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handlerType()}, invocation());
      Object old = handleMethod().invoke(null, signal, handler);
      replaced.put(signal, old);
    } catch (ReflectiveOperationException | RuntimeException unsupported) {
      // Not a JVM, or not a mode of it, that lets programs handle this signal.
    }
  }

  private InvocationHandler invocation() {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            signalled();
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "Interrupts";
        };
  }

  private void signalled() {
    switch (signals.incrementAndGet()) {
      case 1 -> onFirst.run();
      case 2 -> onSecond.run();
      default -> {}
    }
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
