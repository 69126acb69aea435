package dev.tokenstorm.cli;

import java.lang.reflect.Method;

/**
 * The JVM's warning of {@code sun.misc.Unsafe}, which JDK 24 and later print once a process, when
 * first it is used; here Protobuf and gRPC's transport do. A user can do nothing about it, and no
 * manifest attribute turns it off, unlike that of native access.
 */
final class UnsafeWarning {
  private UnsafeWarning() {}

  /**
   * Marks the warning as given. To be called before any other class is touched. Where the JDK does
   * not know the mark, earlier or later ones, nothing happens; the option {@code
   * --sun-misc-unsafe-memory-access=allow} does the same by the front door.
   */
  static void silence() {
    try {
      Method mark = Class.forName("sun.misc.Unsafe").getDeclaredMethod("trySetMemoryAccessWarned");
      mark.setAccessible(true);
      mark.invoke(null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return;
    }
  }
}
