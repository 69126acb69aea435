package dev.tokenstorm.bottleneck;

/** Sums of a timer. A histogram and a summary both report them under the same names. */
final class TimerFamily {
  private final String name;
  private final String operation;
  private double sum;
  private double count;
  private double unit = 1;
  private double lowestBound = Double.POSITIVE_INFINITY;

  /**
   * @param operation the value of the label {@code operation} that counts; empty if all values
   *     count
   */
  TimerFamily(String name, String operation) {
    this.name = name;
    this.operation = operation;
  }

  void add(Exposition.Sample sample) {
    if (!sample.name().startsWith(name)
        || !(operation.isEmpty() || sample.label("operation").equals(operation))) {
      return;
    }
    String suffix = sample.name().substring(name.length());
    if (suffix.startsWith("_milliseconds")) {
      unit = 1e-3;
    }
    switch (suffix.replaceFirst("^_(milliseconds|seconds)", "")) {
      case "_sum" -> sum += sample.value();
      case "_count" -> count += sample.value();
      case "_bucket" -> lowestBound = Math.min(lowestBound, bound(sample.label("le")));
      default -> {}
    }
  }

  private static double bound(String le) {
    try {
      return Double.parseDouble(le);
    } catch (NumberFormatException infinite) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * Returns the sums in seconds. If the timer's name has no unit, its buckets tell it: a timer in
   * milliseconds has no bucket below 1.
   */
  TimerSum timing() {
    boolean milliseconds = lowestBound >= 1 && lowestBound < Double.POSITIVE_INFINITY;
    return new TimerSum(sum * (milliseconds ? 1e-3 : unit), count);
  }
}
