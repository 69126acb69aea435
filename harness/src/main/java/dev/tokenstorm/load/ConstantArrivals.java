package dev.tokenstorm.load;

/**
 * Arrivals at a constant rate: the integral of a rate r over t is r·t, so arrival i comes at t =
 * i/r, rounded up so that it is never early.
 */
final class ConstantArrivals implements ArrivalSchedule {
  private final double perSecond;

  ConstantArrivals(double perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public long intendedNanos(long i) {
    return (long) Math.ceil(i * 1e9 / perSecond);
  }
}
