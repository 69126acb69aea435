package dev.tokenstorm.greeting;

import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.ExecutionIds;

/** The texts that the external completer gives a greeting's activities. Immutable. */
final class GreetingContent implements CompletionContent {
  private final Greetings greetings;
  private final ExecutionIds ids;

  GreetingContent(Greetings greetings, ExecutionIds ids) {
    this.greetings = greetings;
    this.ids = ids;
  }

  @Override
  public String result(long n, int activity) {
    return greetings.activityResult(n, activity);
  }

  @Override
  public int resultLength(long n, int activity) {
    return greetings.resultLength(n, activity);
  }

  @Override
  public int writeResult(long n, int activity, byte[] into, int from) {
    return greetings.writeResult(n, activity, into, from);
  }

  @Override
  public String workflowId(long n) {
    return ids.id(n);
  }
}
