package dev.tokenstorm.plan;

/**
 * The outcomes of pending activities, in percent; the four sum to 100.
 *
 * @param complete of the attempts: completed
 * @param fail of the attempts: completed exceptionally
 * @param abandon of the attempts: never completed
 * @param cancel of the workflows: cancelled while their first activities are pending
 */
public record Outcomes(double complete, double fail, double abandon, double cancel) {

  /** Every attempt is completed. */
  public static final Outcomes ALL_COMPLETE = new Outcomes(100, 0, 0, 0);
}
