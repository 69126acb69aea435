package dev.tokenstorm.benchmarks;

import dev.tokenstorm.measurement.VirtualThreads;
import java.util.concurrent.ThreadFactory;

/** Makes threads of a kind, by the name of the kind. */
final class Threads {
  private Threads() {}

  /** Makes the harness use this kind of threads from now on, in this process. */
  static void use(String kind) {
    check(kind);
    System.setProperty(VirtualThreads.PROPERTY, Boolean.toString(kind.equals("virtual")));
  }

  static ThreadFactory factory(String kind) {
    use(kind);
    return VirtualThreads.factory("benchmark");
  }

  private static void check(String kind) {
    if (kind.equals("virtual") && !VirtualThreads.supported()) {
      throw new IllegalArgumentException(
          "JDK " + Runtime.version() + " has no virtual threads; use -p threads=platform");
    }
    if (!kind.equals("virtual") && !kind.equals("platform")) {
      throw new IllegalArgumentException("threads are platform or virtual, not " + kind);
    }
  }
}
