package dev.tokenstorm.handover;

import com.google.protobuf.ByteString;
import dev.tokenstorm.measurement.Keyed;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of tokens: a pending activity, and how to answer it. Immutable.
 *
 * @param kind a token, a probe, or the end of a run
 * @param run the id of the run that issued it
 * @param namespace of the activity; a completer of another one leaves it alone
 * @param execution the execution's number
 * @param activity the activity's number within it
 * @param attempt of the activity, from 1
 * @param call how it is answered
 * @param deadlineMillis when the attempt is over, in milliseconds since the epoch; later nothing
 *     can come of a call
 * @param token the task token; empty where the activity is named by id
 * @param workflowId of the activity; empty for one without a workflow
 * @param workflowRunId the server's id of the execution's run; empty where a token names it
 * @param activityId the server's id of the activity; empty where a token names it
 * @param result what a completion carries
 * @param failure the message of the failure that a failed attempt carries
 * @param failureType the type of that failure
 * @param copy how often a completer sent it anew, because its deliveries were used up
 */
record TokenRecord(
    Kind kind,
    String run,
    String namespace,
    long execution,
    int activity,
    int attempt,
    HandedCall call,
    long deadlineMillis,
    ByteString token,
    String workflowId,
    String workflowRunId,
    String activityId,
    String result,
    String failure,
    String failureType,
    int copy) {
  static final int LONGEST_ID = 1_000;
  static final int LONGEST_TOKEN = 64 << 10;
  static final long MOST_NUMBER = 1L << 53;
  private static final int LONGEST_FAILURE = 64 << 10;
  private static final int MOST_COPIES = 1_000_000;

  /** What a record is for. */
  enum Kind implements Keyed {
    TOKEN,
    /** A question whether anybody takes records. */
    PROBE,
    /** The last of a run. */
    END
  }

  /** A question of a run whether anybody takes its records. */
  static TokenRecord probe(String run, String namespace, long deadlineMillis) {
    return bare(Kind.PROBE, run, namespace, deadlineMillis);
  }

  /** Says that a run is over. */
  static TokenRecord end(String run, String namespace, long deadlineMillis) {
    return bare(Kind.END, run, namespace, deadlineMillis);
  }

  private static TokenRecord bare(Kind kind, String run, String namespace, long deadlineMillis) {
    return new TokenRecord(
        kind,
        run,
        namespace,
        0,
        0,
        1,
        HandedCall.COMPLETE,
        deadlineMillis,
        ByteString.EMPTY,
        "",
        "",
        "",
        "",
        "",
        "",
        0);
  }

  /** The same, sent once more. */
  TokenRecord anew() {
    return new TokenRecord(
        kind,
        run,
        namespace,
        execution,
        activity,
        attempt,
        call,
        deadlineMillis,
        token,
        workflowId,
        workflowRunId,
        activityId,
        result,
        failure,
        failureType,
        copy + 1);
  }

  byte[] bytes() {
    return RecordJson.write(
        json -> {
          json.writeStringField("kind", kind.key());
          json.writeStringField("run", run);
          json.writeStringField("namespace", namespace);
          json.writeNumberField("deadline", deadlineMillis);
          if (kind != Kind.TOKEN) {
            return;
          }
          json.writeNumberField("execution", execution);
          json.writeNumberField("activity", activity);
          json.writeNumberField("attempt", attempt);
          json.writeStringField("call", call.key());
          if (token.isEmpty()) {
            json.writeStringField("workflowId", workflowId);
            json.writeStringField("workflowRunId", workflowRunId);
            json.writeStringField("activityId", activityId);
          } else {
            json.writeStringField("token", Base64.getEncoder().encodeToString(token.toByteArray()));
          }
          switch (call) {
            case COMPLETE -> json.writeStringField("result", result);
            case FAIL -> {
              json.writeStringField("failure", failure);
              json.writeStringField("failureType", failureType);
            }
            case CANCEL -> {}
          }
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
  static TokenRecord read(byte @Nullable [] bytes) throws UnreadableRecordException {
    RecordJson json = RecordJson.read(bytes);
    Kind kind = word(json, Kind.class, "kind");
    String run = json.text("run", LONGEST_ID);
    String namespace = json.text("namespace", LONGEST_ID);
    long deadline = json.number("deadline", 0, MOST_NUMBER);
    if (kind != Kind.TOKEN) {
      return bare(kind, run, namespace, deadline);
    }
    ByteString token = token(json.optionalText("token", LONGEST_TOKEN));
    return new TokenRecord(
        kind,
        run,
        namespace,
        json.number("execution", 0, MOST_NUMBER),
        (int) json.number("activity", 0, Integer.MAX_VALUE),
        (int) json.number("attempt", 1, Integer.MAX_VALUE),
        word(json, HandedCall.class, "call"),
        deadline,
        token,
        json.optionalText("workflowId", LONGEST_ID),
        json.optionalText("workflowRunId", LONGEST_ID),
        token.isEmpty() ? json.text("activityId", LONGEST_ID) : "",
        json.optionalText("result", RecordJson.MOST_BYTES),
        json.optionalText("failure", LONGEST_FAILURE),
        json.optionalText("failureType", LONGEST_ID),
        (int) json.optionalNumber("copy", MOST_COPIES));
  }

  static <E extends Enum<E> & Keyed> E word(RecordJson json, Class<E> words, String name)
      throws UnreadableRecordException {
    return Keyed.find(words, json.text(name, LONGEST_ID))
        .orElseThrow(() -> new UnreadableRecordException(name + " is not a word of this version"));
  }

  private static ByteString token(String base64) throws UnreadableRecordException {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException("token is not base64");
    }
  }

  /** Names the attempt, never the token. */
  @Override
  public String toString() {
    return kind.key() + " " + run + " " + execution + "/" + activity + "#" + attempt;
  }
}
