package dev.tokenstorm.standalone;

import dev.tokenstorm.greeting.Greetings;
import dev.tokenstorm.workload.CompletionContent;

/** The texts that the external completer gives a standalone activity. Immutable. */
final class StandaloneContent implements CompletionContent {
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

  /** There is none. */
  @Override
  public String workflowId(long n) {
    return "";
  }
}
