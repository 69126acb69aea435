package dev.tokenstorm.handover;

import dev.tokenstorm.completion.CallOutcome;
import dev.tokenstorm.measurement.Keyed;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of outcomes: what became of a token elsewhere. Immutable.
 *
 * @param kind of the record that it answers
 * @param run the id of the run that issued the token
 * @param execution the execution's number
 * @param activity the activity's number within it
 * @param attempt of the activity, from 1
 * @param status how the call ended
 * @param completer names the process that made it
 * @param deliveries how often the broker had handed the record out, this time included
 * @param copy how often a completer sent the token anew
 * @param heldMicros from the record's arrival to this outcome, by that process's clock
 * @param callMicros the part of it that the call and its retries took
 */
record OutcomeRecord(
    TokenRecord.Kind kind,
    String run,
    long execution,
    int activity,
    int attempt,
    Status status,
    String completer,
    int deliveries,
    int copy,
    long heldMicros,
    long callMicros) {
  private static final int MOST_DELIVERIES = 1_000_000;

  /** How a call ended. */
  enum Status implements Keyed {
    OK(CallOutcome.OK),
    /** The server does not know the activity, or no longer. */
    GONE(CallOutcome.GONE),
    /** The server refused the call for another reason, or it could not be made. */
    REFUSED(CallOutcome.REFUSED),
    /** Nobody answered before the attempt's deadline, so it may have come about. */
    UNANSWERED(CallOutcome.REFUSED);

    private final CallOutcome outcome;

    Status(CallOutcome outcome) {
      this.outcome = outcome;
    }

    /** What the run's own completer would have been told. */
    CallOutcome outcome() {
      return outcome;
    }

    /** How a call ended that is not made again. */
    static Status of(CallOutcome outcome) {
      return switch (outcome) {
        case OK, CANCEL_REQUESTED -> OK;
        case GONE -> GONE;
        case REFUSED -> REFUSED;
        case AGAIN -> UNANSWERED;
      };
    }
  }

  byte[] bytes() {
    return RecordJson.write(
        json -> {
          json.writeStringField("kind", kind.key());
          json.writeStringField("run", run);
          json.writeStringField("completer", completer);
          json.writeNumberField("deliveries", deliveries);
          if (kind != TokenRecord.Kind.TOKEN) {
            return;
          }
          json.writeNumberField("execution", execution);
          json.writeNumberField("activity", activity);
          json.writeNumberField("attempt", attempt);
          json.writeStringField("status", status.key());
          json.writeNumberField("heldMicros", heldMicros);
          json.writeNumberField("callMicros", callMicros);
          if (copy > 0) {
            json.writeNumberField("copy", copy);
          }
        });
  }

  /**
   * Reads one.
   *
   * @throws UnreadableRecordException when it is not one of this version
   */
  static OutcomeRecord read(byte @Nullable [] bytes) throws UnreadableRecordException {
    RecordJson json = RecordJson.read(bytes);
    TokenRecord.Kind kind = TokenRecord.word(json, TokenRecord.Kind.class, "kind");
    String run = json.text("run", TokenRecord.LONGEST_ID);
    String completer = json.text("completer", TokenRecord.LONGEST_ID);
    int deliveries = (int) json.number("deliveries", 1, MOST_DELIVERIES);
    if (kind != TokenRecord.Kind.TOKEN) {
      return new OutcomeRecord(kind, run, 0, 0, 1, Status.OK, completer, deliveries, 0, 0, 0);
    }
    return new OutcomeRecord(
        kind,
        run,
        json.number("execution", 0, TokenRecord.MOST_NUMBER),
        (int) json.number("activity", 0, Integer.MAX_VALUE),
        (int) json.number("attempt", 1, Integer.MAX_VALUE),
        TokenRecord.word(json, Status.class, "status"),
        completer,
        deliveries,
        (int) json.optionalNumber("copy", MOST_DELIVERIES),
        json.optionalNumber("heldMicros", TokenRecord.MOST_NUMBER),
        json.optionalNumber("callMicros", TokenRecord.MOST_NUMBER));
  }
}
