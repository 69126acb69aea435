package dev.tokenstorm.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Calls something whenever a signal comes, on a thread of the JVM's, one a signal. A signal that
 * was ignored at the process's start, as nohup does with SIGHUP, stays ignored.
 *
 * <p>It works through {@code sun.misc.Signal} of the module jdk.unsupported, by reflection because
 * the compiler warns of the class and cannot be told not to. Where a signal cannot be handled, it
 * keeps its default effect.
 */
final class SignalHandler {
  private SignalHandler() {}

  /** Handles a signal until it is closed, which gives the signal back its effect. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins to handle a signal.
   *
   * @param name without SIG
   */
  static Registration on(String name, Runnable action) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      Object handler =
          Proxy.newProxyInstance(
              SignalHandler.class.getClassLoader(),
              new Class<?>[] {handlerType},
              invocation(action));
      Object before = handle.invoke(null, signal, handler);
      if (handlerType.getField("SIG_IGN").get(null).equals(before)) {
        handle.invoke(null, signal, before);
        return () -> {};
      }
      return () -> restore(handle, signal, before);
    } catch (ReflectiveOperationException | RuntimeException unsupported) {
      // Not a JVM, or not a mode of it, that lets programs handle this signal.
      return () -> {};
    }
  }

  private static void restore(Method handle, Object signal, Object before) {
    try {
      handle.invoke(null, signal, before);
    } catch (ReflectiveOperationException | RuntimeException keptAsIs) {
      // The process is about to end; a signal that is still ours does no harm.
    }
  }

  private static InvocationHandler invocation(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "SignalHandler";
        };
  }
}
