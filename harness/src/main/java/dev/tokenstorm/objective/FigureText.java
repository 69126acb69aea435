package dev.tokenstorm.objective;

import dev.tokenstorm.text.Humanize;

/** Figures in their units, as people read them. */
public final class FigureText {
  private FigureText() {}

  /** A figure with three significant digits; a whole count has all of them. */
  public static String of(Unit unit, double figure) {
    return switch (unit) {
      case SECONDS -> Humanize.seconds(figure);
      case PER_SECOND -> Humanize.rate(figure);
      case COUNT ->
          figure == Math.rint(figure) ? Humanize.count((long) figure) : Humanize.digits(figure);
      case RATIO -> Humanize.percent(figure);
      case BYTES -> Humanize.bytes(figure);
      case BYTES_PER_SECOND -> Humanize.bytes(figure) + "/s";
    };
  }
}
