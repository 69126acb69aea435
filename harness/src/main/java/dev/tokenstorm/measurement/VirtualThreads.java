package dev.tokenstorm.measurement;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;

/**
 * Makes virtual threads on JDKs that have them (21 or later). The code is compiled for JDK 17,
 * which has none.
 */
public final class VirtualThreads {
  /** System property that turns virtual threads off if it is {@code false}. */
  public static final String PROPERTY = "tokenstorm.virtual-threads";

  private static final int FIRST_RELEASE = 21;

  private VirtualThreads() {}

  /** Returns whether the running JDK has virtual threads. */
  public static boolean supported() {
    return Runtime.version().feature() >= FIRST_RELEASE;
  }

  /** Returns whether virtual threads are used: the JDK has them, and they are not turned off. */
  public static boolean available() {
    return supported() && !"false".equals(System.getProperty(PROPERTY));
  }

  /** Returns a factory of virtual threads, or of daemon threads on a JDK without them. */
  public static ThreadFactory factory(String name) {
    if (!available()) {
      return DaemonThreads.factory(name);
    }
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Object made =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual)).invoke();
      Object named =
          lookup
              .findVirtual(builder, "name", MethodType.methodType(builder, String.class))
              .invoke(made, name);
      return (ThreadFactory)
          lookup
              .findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
              .invoke(named);
    } catch (Throwable e) {
      throw new IllegalStateException("JDK " + Runtime.version() + " has no virtual threads", e);
    }
  }
}
