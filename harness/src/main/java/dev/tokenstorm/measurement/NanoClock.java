package dev.tokenstorm.measurement;

/** The one clock that times anything. Monotonic; only differences mean something. */
@FunctionalInterface
public interface NanoClock {

  /** The JVM's monotonic clock. */
  NanoClock SYSTEM = System::nanoTime;

  /** Nanoseconds since an arbitrary origin. */
  long nanoTime();
}
