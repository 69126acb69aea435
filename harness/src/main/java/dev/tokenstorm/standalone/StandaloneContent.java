package dev.tokenstorm.standalone;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.workload.CompletionContent;
import io.temporal.failure.ApplicationFailure;

/** The texts that the external completer gives a standalone activity. Immutable. */
final class StandaloneContent implements CompletionContent {
  /** The type of the failure with which an activity is completed exceptionally. */
  static final String FAILURE_TYPE = "GreetingRefused";

  private final Greetings greetings;

  StandaloneContent(Greetings greetings) {
    this.greetings = greetings;
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

  /** There is none. */
  @Override
  public String workflowId(long n) {
    return "";
  }
}
