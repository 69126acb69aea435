package dev.tokenstorm.greeting;

import dev.tokenstorm.workload.CompletionContent;
import dev.tokenstorm.workload.ExecutionIds;
import io.temporal.failure.ApplicationFailure;

/** The texts that the external completer gives a greeting's activities. Immutable. */
final class GreetingContent implements CompletionContent {
  /** The type of the failure with which an activity is completed exceptionally. */
  static final String FAILURE_TYPE = "GreetingRefused";

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
  public ApplicationFailure failure() {
    return ApplicationFailure.newFailure("The external completer refused to greet.", FAILURE_TYPE);
  }

  @Override
  public String workflowId(long n) {
    return ids.id(n);
  }
}
