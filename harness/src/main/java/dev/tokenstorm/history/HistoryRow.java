package dev.tokenstorm.history;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run, or one search's answer, as a history keeps it.
 *
 * @param id made of the run's kind, id, start and seed, so that a run that is added twice is one
 *     row
 * @param figures by the names that objectives call them, each of its default part
 * @param labels that the user gave
 * @param accepted whether the user has said that its figures are the new normal
 */
public record HistoryRow(
    String id,
    RowOrigin origin,
    SeriesKey series,
    RowOutcome outcome,
    SortedMap<String, FigureValue> figures,
    SortedMap<String, String> labels,
    boolean accepted) {
  private static final int ID_DIGITS = 32;

  public HistoryRow {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The id of what a text tells apart. */
  static String id(String text) {
    return SeriesKey.digest(text).substring(0, ID_DIGITS);
  }

  /** A figure's value, in its unit; empty if the row does not have it. */
  public OptionalDouble figure(String name) {
    FigureValue figure = figures.get(name);
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
  }

  /**
   * A figure's value where it can be compared with those of other rows; empty if the row is not
   * usable, or if a limit of the harness bound the figure.
   */
  public OptionalDouble comparable(String name) {
    return usable() && ownLimit(name).isEmpty() ? figure(name) : OptionalDouble.empty();
  }

  /** The part of the harness that bound a figure; empty if none did. */
  public Optional<String> ownLimit(String name) {
    return Optional.ofNullable(figures.get(name)).flatMap(FigureValue::ownLimit);
  }

  /** A figure as people read it; empty if the row does not have it. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(figures.get(name)).map(figure -> figure.text(name));
  }

  /** Whether it came to its end and did not fail, so that its figures can be compared. */
  public boolean usable() {
    return outcome.usable(origin.kind());
  }
}
