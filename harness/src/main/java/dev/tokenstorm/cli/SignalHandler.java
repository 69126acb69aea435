package dev.tokenstorm.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Calls something whenever a signal comes, on a thread of the JVM's. It works through {@code
 * sun.misc.Signal} of the module jdk.unsupported, by reflection because the compiler warns of the
 * class and cannot be told not to.
 */
final class SignalHandler {
  private SignalHandler() {}

  /**
   * Handles a signal until the returned is closed. Where it cannot be handled, it keeps its effect.
   *
   * @param name without SIG
   */
  static AutoCloseable on(String name, Runnable action) {
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
      return () -> handle.invoke(null, signal, before);
    } catch (ReflectiveOperationException | RuntimeException unsupported) {
      return () -> {};
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
