package dev.tokenstorm.comparison;

import dev.tokenstorm.measurement.Keyed;

/** The reasons for which a figure gets no word. */
public enum NoWord implements Keyed {
  NOT_JUDGED("the figure is shown and not judged"),
  SIDE_FAILED("a run of one of the two sides failed"),
  NO_RATIO("the figure is zero or missing in a run"),
  FEW_RUNS("there are fewer than three runs of a side"),
  MANY_LEFT_OUT("more than a quarter of the blocks were left out"),
  NO_LOOK("too few blocks count yet");

  private final String sentence;

  NoWord(String sentence) {
    this.sentence = sentence;
  }

  /** The reason, as a sentence without its full stop. */
  public String sentence() {
    return sentence;
  }
}
