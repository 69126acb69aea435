package dev.tokenstorm.load;

/** When the arrivals of an open loop are intended. Immutable, and free of allocation. */
@FunctionalInterface
public interface ArrivalSchedule {

  /** Nanoseconds from the schedule's origin to arrival {@code i}, counted from 0. */
  long intendedNanos(long i);
}
