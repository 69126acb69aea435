package dev.tokenstorm.settings;

import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.text.UsageException;

/**
 * Size of the largest message that follows from a plan alone: the answer to a workflow's first
 * task, which schedules the first activity of every branch, each with the padded name as its input.
 * What later answers hold depends on which branches resume together, and each holds no more.
 *
 * <p>The size is a lower bound in bytes, for {@code B} branches, a task queue's name of {@code q}
 * bytes and a payload of {@code p} bytes. Protobuf encodes a field of {@code n} bytes in {@code
 * f(n) = 1 + v(n) + n}, where {@code v(n)} is one byte for each 7 bits of {@code n} (protobuf.dev,
 * Encoding):
 *
 * <pre>
 * name     = max(p, 7) + 2                              World 1, in quotes
 * payload  = f(f(8) + f(10)) + f(data)                  encoding = json/plain, and the data
 * input    = f(payload(greeting)) + f(payload(name))    a greeting is 4 bytes at least, in quotes
 * activity = f(1) + f(f(15)) + f(f(q)) + f(input)       id, type, task queue
 * answer   = B × f(2 + f(activity))                     the command's type takes 2 bytes
 * </pre>
 *
 * <p>Both workers send a few more bytes with each command (timeouts, the retry policy) and with the
 * answer (the task's token, the worker's name), and nothing that depends on the payload. So
 * whatever is refused by this bound can never be sent, and a plan some kilobytes below it may be
 * too large as well, which the run then tells.
 *
 * <p>The limit is that of gRPC for Go, which Temporal servers 1.29.1 and 1.32.1 leave at its
 * default; no setting of a server changes it, and compression does not help, since the limit holds
 * for what a message comes to. No other message that a plan leads to grows beyond it: a start and a
 * completion hold one payload, a workflow's result holds no padding, and what a server sends has no
 * such limit.
 */
public final class FirstAnswer {
  /** The most bytes of a message: {@code defaultServerMaxReceiveMessageSize} of gRPC for Go. */
  public static final long LIMIT_BYTES = 4L << 20;

  private static final int QUOTES = 2;
  private static final int SHORTEST_NAME = "World 1".length();
  private static final int SHORTEST_GREETING = "Hola".length();
  private static final int METADATA =
      field(field("encoding".length()) + field("json/plain".length()));
  private static final int ACTIVITY_TYPE = field(field("ComposeGreeting".length()));
  private static final int ACTIVITY_ID = field(1);
  private static final int COMMAND_TYPE = 2;

  private static final String TOO_LARGE =
      "%s %d times %s %d come to %,d bytes at least in the answer to a workflow's first task, of"
          + " which a Temporal server takes %,d whatever its settings; lower one of them, such as"
          + " to %s %d or %s %d.";

  private FirstAnswer() {}

  /**
   * Checks.
   *
   * @throws UsageException when no server takes the message
   */
  static void check(GreetingPlan greeting, String taskQueue, Settings settings) {
    long bytes = bytes(greeting, taskQueue);
    if (bytes <= LIMIT_BYTES) {
      return;
    }
    throw new UsageException(
        TOO_LARGE.formatted(
            settings.label(GreetingSettings.BRANCHES),
            greeting.branches(),
            settings.label(GreetingSettings.PAYLOAD_BYTES),
            greeting.payloadBytes(),
            bytes,
            LIMIT_BYTES,
            GreetingSettings.BRANCHES.flag(),
            mostBranches(greeting.payloadBytes(), taskQueue.length()),
            GreetingSettings.PAYLOAD_BYTES.flag(),
            mostPayloadBytes(greeting.branches(), taskQueue.length())));
  }

  /** The least bytes that the answer takes. */
  public static long bytes(GreetingPlan greeting, String taskQueue) {
    return bytes(greeting.branches(), greeting.payloadBytes(), taskQueue.length());
  }

  private static long bytes(int branches, int payloadBytes, int taskQueueBytes) {
    int name = Math.max(payloadBytes, SHORTEST_NAME);
    int input = field(payload(SHORTEST_GREETING)) + field(payload(name));
    int activity = ACTIVITY_ID + ACTIVITY_TYPE + field(field(taskQueueBytes)) + field(input);
    return (long) branches * field(COMMAND_TYPE + field(activity));
  }

  private static int payload(int text) {
    return METADATA + field(QUOTES + text);
  }

  /** Bytes of a length-delimited field whose number is below 16. */
  private static int field(int contents) {
    int length = 1;
    for (int rest = contents >>> 7; rest > 0; rest >>>= 7) {
      length++;
    }
    return 1 + length + contents;
  }

  /** At least 1: no payload is as large as a message. */
  private static long mostBranches(int payloadBytes, int taskQueueBytes) {
    return Math.max(1, LIMIT_BYTES * 99 / 100 / bytes(1, payloadBytes, taskQueueBytes));
  }

  /** What leaves a hundredth of the message to what is not counted. */
  private static long mostPayloadBytes(int branches, int taskQueueBytes) {
    long perBranch = LIMIT_BYTES * 99 / 100 / branches;
    return Math.max(0, perBranch - bytes(1, 0, taskQueueBytes));
  }
}
