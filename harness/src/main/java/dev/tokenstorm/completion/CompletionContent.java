package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.workload.Greetings;
import dev.tokenstorm.workload.WorkflowIds;
import io.temporal.failure.ApplicationFailure;

/** What the external completer says of a pending activity. Immutable. */
final class CompletionContent {
  /** The type of the failure with which an activity is completed exceptionally. */
  static final String FAILURE_TYPE = "GreetingRefused";

  private final Greetings greetings;
  private final WorkflowIds ids;

  CompletionContent(Greetings greetings, WorkflowIds ids) {
    this.greetings = greetings;
    this.ids = ids;
  }

  /** The activity's result. */
  String result(Token token) {
    return greetings.activityResult(token.activity(), token.workflow().number());
  }

  /** Why the activity failed. */
  ApplicationFailure failure() {
    return ApplicationFailure.newFailure("The external completer refused to greet.", FAILURE_TYPE);
  }

  /** The id of the token's workflow. */
  String workflowId(Token token) {
    return ids.id(token.workflow().number());
  }
}
