package dev.tokenstorm.load;

/** The arrivals of two schedules, merged in the order of their times. */
final class MergedArrivals implements ArrivalSchedule {
  private final ArrivalSchedule one;
  private final ArrivalSchedule other;
  private long ofOne;
  private long ofOther;

  MergedArrivals(ArrivalSchedule one, ArrivalSchedule other) {
    this.one = one;
    this.other = other;
    this.ofOne = one.next();
    this.ofOther = other.next();
  }

  @Override
  public long next() {
    long next = Math.min(ofOne, ofOther);
    if (next == ofOne) {
      ofOne = one.next();
    } else {
      ofOther = other.next();
    }
    return next;
  }
}
