package dev.tokenstorm.measurement;

/**
 * The one clock by which everything is timed. It is monotonic, and only differences of its readings
 * have a meaning.
 */
@FunctionalInterface
public interface NanoClock {

  /** The JVM's monotonic clock. */
  NanoClock SYSTEM = System::nanoTime;

  /** Returns the nanoseconds since an arbitrary origin. */
  long nanoTime();
}
