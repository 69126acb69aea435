package dev.tokenstorm.greeting;

import dev.tokenstorm.plan.GreetingPlan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The words of the greeting workflow: greetings, names and results. Immutable.
 *
 * <p>An activity is numbered {@code branch * steps + step} within its workflow. The first two
 * branches' first two steps are the document's Hello, Bye, Hola and Chao; wider and longer shapes
 * go on with {@code Greeting <branch>.<step>}.
 */
public final class Greetings {
  /** The workflow's type, as the SDK derives it of the interface's name. */
  public static final String WORKFLOW_TYPE = "GreetingWorkflow";

  /** The activity's type, as the SDK derives it of the method's name. */
  public static final String ACTIVITY_TYPE = "ComposeGreeting";

  private static final String[][] DOCUMENT = {{"Hello", "Bye"}, {"Hola", "Chao"}};
  private static final String WORLD = "World ";
  private static final char PADDING = '~';

  private final int branches;
  private final int steps;
  private final int payloadBytes;
  private final String[] greetings;
  private final Map<String, Integer> activities = new HashMap<>();

  public Greetings(GreetingPlan plan) {
    this.branches = plan.branches();
    this.steps = plan.steps();
    this.payloadBytes = plan.payloadBytes();
    this.greetings = new String[branches * steps];
    for (int activity = 0; activity < greetings.length; activity++) {
      greetings[activity] = word(activity / steps, activity % steps);
      activities.put(greetings[activity], activity);
    }
  }

  private static String word(int branch, int step) {
    return branch < DOCUMENT.length && step < DOCUMENT[branch].length
        ? DOCUMENT[branch][step]
        : "Greeting " + branch + "." + step;
  }

  /** Parallel branches. */
  public int branches() {
    return branches;
  }

  /** Activities of a branch. */
  public int steps() {
    return steps;
  }

  /** Activities of a workflow. */
  public int activities() {
    return greetings.length;
  }

  /** The greeting of one activity. */
  public String greeting(int activity) {
    return greetings[activity];
  }

  /** The activity that has this greeting, or -1. */
  public int activityOf(String greeting) {
    return activities.getOrDefault(greeting, -1);
  }

  /** The name that workflow {@code n} greets, padded. */
  public String name(long n) {
    return pad(bareName(n));
  }

  /** What the external completer completes an activity with, padded. */
  public String activityResult(long n, int activity) {
    return pad(greetings[activity] + " " + bareName(n));
  }

  /** Length in bytes of {@link #activityResult}, all of whose characters are ASCII. */
  public int resultLength(long n, int activity) {
    return Math.max(payloadBytes, greetings[activity].length() + 1 + WORLD.length() + digits(n));
  }

  /**
   * Writes {@link #activityResult} as ASCII.
   *
   * @return where it ends
   */
  public int writeResult(long n, int activity, byte[] into, int from) {
    int end = from + resultLength(n, activity);
    int at = write(greetings[activity], into, from);
    into[at++] = ' ';
    at = write(WORLD, into, at);
    int last = at + digits(n);
    long rest = n;
    for (int digit = last - 1; digit >= at; digit--) {
      into[digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    Arrays.fill(into, last, end, (byte) PADDING);
    return end;
  }

  private static int write(String ascii, byte[] into, int from) {
    for (int i = 0; i < ascii.length(); i++) {
      into[from + i] = (byte) ascii.charAt(i);
    }
    return from + ascii.length();
  }

  private static int digits(long n) {
    int digits = 1;
    for (long rest = n; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** What workflow {@code n} returns when all its activities complete. */
  public String workflowResult(long n) {
    StringBuilder result = new StringBuilder();
    for (int branch = 0; branch < branches; branch++) {
      result.append(branch == 0 ? "" : "\n");
      for (int step = 0; step < steps; step++) {
        result.append(step == 0 ? "" : "; ").append(greetings[branch * steps + step]);
        result.append(' ').append(bareName(n));
      }
    }
    return result.toString();
  }

  /** Whether a text is {@link #workflowResult}, which is not made for it. */
  public boolean isWorkflowResult(long n, String text) {
    int at = 0;
    for (int activity = 0; activity < greetings.length; activity++) {
      String joint = activity == 0 ? "" : activity % steps == 0 ? "\n" : "; ";
      String greeting = greetings[activity];
      int space = at + joint.length() + greeting.length();
      if (!text.startsWith(joint, at)
          || !text.startsWith(greeting, at + joint.length())
          || !text.startsWith(" ", space)) {
        return false;
      }
      at = afterBareName(n, text, space + 1);
      if (at < 0) {
        return false;
      }
    }
    return at == text.length();
  }

  /** Where {@link #bareName} ends in a text, or -1 when it does not stand at the place. */
  private static int afterBareName(long n, String text, int at) {
    if (!text.startsWith(WORLD, at)) {
      return -1;
    }
    int end = at + WORLD.length();
    long power = 1;
    while (n / power >= 10) {
      power *= 10;
    }
    for (; power > 0; power /= 10) {
      if (end == text.length() || text.charAt(end) != '0' + n / power % 10) {
        return -1;
      }
      end++;
    }
    return end;
  }

  /** The text without its padding. */
  public static String strip(String padded) {
    int end = padded.length();
    while (end > 0 && padded.charAt(end - 1) == PADDING) {
      end--;
    }
    return padded.substring(0, end);
  }

  private static String bareName(long n) {
    return WORLD + n;
  }

  private String pad(String text) {
    int missing = payloadBytes - text.length();
    return missing <= 0 ? text : text + String.valueOf(PADDING).repeat(missing);
  }
}
