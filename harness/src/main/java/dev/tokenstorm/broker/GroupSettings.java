package dev.tokenstorm.broker;

import dev.tokenstorm.plan.CompletionPlan;
import java.time.Duration;
import java.util.Map;

/**
 * What a share group is set to, or what its brokers set for it.
 *
 * @param start where it starts to read when it has no position yet, such as {@code latest}
 * @param lock for how long a record is lent; zero if the broker does not say
 * @param deliveries after how many deliveries a record is archived; 0 if the broker does not say
 * @param lent how many records a partition lends at most; 0 if the broker does not say
 * @param renewal whether a lock can be prolonged
 */
public record GroupSettings(
    String start, Duration lock, int deliveries, int lent, boolean renewal) {
  public static final String START = "share.auto.offset.reset";
  public static final String LOCK = "share.record.lock.duration.ms";
  public static final String DELIVERIES = "share.delivery.count.limit";
  static final String LENT = "share.partition.max.record.locks";
  public static final String RENEWAL = "share.renew.acknowledge.enable";

  /** The value of {@link #START} at which nothing is lost. */
  public static final String EARLIEST = "earliest";

  /** The smallest limit of deliveries, which is the largest that brokers allow by default. */
  public static final int ENOUGH_DELIVERIES = 10;

  /**
   * The shortest lock. A call, and two that repeat it, end before a record is handed out again.
   */
  public static final Duration ENOUGH_LOCK = CompletionPlan.CALL_DEADLINE.multipliedBy(3);

  /** What stands before these names where a broker sets them for all its groups. */
  static final String OF_BROKER = "group.";

  /** What a new group is given. */
  static final Map<String, String> OF_NEW_GROUP =
      Map.of(
          START,
          EARLIEST,
          LOCK,
          String.valueOf(ENOUGH_LOCK.toMillis()),
          DELIVERIES,
          String.valueOf(ENOUGH_DELIVERIES),
          RENEWAL,
          "true");

  static GroupSettings of(Map<String, String> values) {
    return new GroupSettings(
        values.getOrDefault(START, "latest"),
        Duration.ofMillis(number(values, LOCK)),
        (int) number(values, DELIVERIES),
        (int) number(values, LENT),
        !values.getOrDefault(RENEWAL, "true").equals("false"));
  }

  private static long number(Map<String, String> values, String key) {
    String value = values.getOrDefault(key, "");
    return value.matches("\\d{1,9}") ? Long.parseLong(value) : 0;
  }
}
