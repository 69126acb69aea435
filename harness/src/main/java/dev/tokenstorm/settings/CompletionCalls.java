package dev.tokenstorm.settings;

import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of completers have two names: one by which activities are named by token, and one by
 * which they are named by id. A run makes those of one form alone.
 */
public final class CompletionCalls {
  private static final String BY_ID = "ById";

  private static final Set<String> BY_TOKEN =
      Set.of(
          "RespondActivityTaskCompleted",
          "RespondActivityTaskFailed",
          "RespondActivityTaskCanceled",
          "RecordActivityTaskHeartbeat");

  /** A fault's call stands behind this word. */
  private static final Pattern OF_CALL = Pattern.compile("(?<= of )\\w+");

  private CompletionCalls() {}

  /**
   * Returns the call that completers make in place of one that they never make; empty for any other
   * call.
   */
  static Optional<String> inPlaceOf(String method, CompleteBy by) {
    boolean namesId = method.endsWith(BY_ID);
    String plain = namesId ? method.substring(0, method.length() - BY_ID.length()) : method;
    if (!BY_TOKEN.contains(plain) || namesId == (by == CompleteBy.ID)) {
      return Optional.empty();
    }
    return Optional.of(namesId ? plain : plain + BY_ID);
  }

  /** Returns a fault's text with the call that completers make. */
  public static String fitted(String fault, CompleteBy by) {
    return OF_CALL
        .matcher(fault)
        .replaceAll(
            call -> Matcher.quoteReplacement(inPlaceOf(call.group(), by).orElse(call.group())));
  }
}
