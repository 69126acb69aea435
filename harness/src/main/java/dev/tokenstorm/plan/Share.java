package dev.tokenstorm.plan;

/**
 * The share that one cell has in the load of a fleet. Arrival {@code n} of the fleet's schedule is
 * that of cell {@code n mod count}, so the shares of all cells together are the plan, and no two
 * have an arrival in common. What is counted is split by the largest remainder.
 *
 * @param index of the cell, from 0
 * @param count of the cells of the fleet
 */
public record Share(int index, int count) {
  /** That of a cell that is alone. */
  public static final Share WHOLE = new Share(0, 1);

  public Share {
    if (count < 1 || index < 0 || index >= count) {
      throw new IllegalArgumentException("share %d of %d".formatted(index, count));
    }
  }

  /** Whether an arrival, counted from 0 in the fleet's schedule, is of this share. */
  public boolean has(long arrival) {
    return arrival % count == index;
  }

  /** Returns the part of a number: those of all shares differ by 1 at most, and sum up to it. */
  public long part(long whole) {
    return whole / count + (index < whole % count ? 1 : 0);
  }

  /** The same of an int. */
  public int part(int whole) {
    return Math.toIntExact(part((long) whole));
  }

  /** Whether it is all of the load. */
  public boolean whole() {
    return count == 1;
  }

  /** Returns the name of the cell within its fleet, such as {@code c0}. */
  public String cell() {
    return "c" + index;
  }
}
