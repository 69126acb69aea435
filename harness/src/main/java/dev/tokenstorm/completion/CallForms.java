package dev.tokenstorm.completion;

import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.workload.CompletionContent;

/**
 * The form in which calls are made: by token or by id, as the plan says. A token that another life
 * of the run held is completed by id whatever the plan says, since nobody knows its bytes.
 * Immutable.
 */
final class CallForms {
  private final Form planned;
  private final Form byId;

  /** The methods of one form, and what encodes their requests. */
  record Form(WireMethods methods, RequestEncoder encoder) {
    private static Form of(String namespace, CompleteBy by, CompletionContent content) {
      return new Form(new WireMethods(by), new RequestEncoder(namespace, by, content));
    }
  }

  CallForms(String namespace, CompleteBy by, CompletionContent content) {
    this.planned = Form.of(namespace, by, content);
    this.byId = by == CompleteBy.ID ? planned : Form.of(namespace, CompleteBy.ID, content);
  }

  /** The form of a token's calls. */
  Form of(Token token) {
    return token.bytesUnknown() ? byId : planned;
  }
}
