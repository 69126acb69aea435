package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.CommandAnswer;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.OperatorCounts;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.OperatorCommand;
import java.util.EnumMap;
import java.util.Map;

/** Writes the ledger as documents have it, and reads its counts back. */
final class LedgerJson {
  private static final String WORKFLOWS = "workflows";
  private static final String TOKENS = "tokens";
  private static final String AUDIT = "audit";

  private LedgerJson() {}

  /**
   * Returns the ledger of a run that is over.
   *
   * @param operators whether its plan has operators
   */
  static ObjectNode write(LedgerReport ledger, boolean operators) {
    ObjectNode tree = object();
    tree.put("balanced", ledger.balanced());
    ledger.imbalances().forEach(tree.putArray("imbalances")::add);
    tree.setAll(counts(ledger.counts()));
    if (operators) {
      tree.set("operators", operators(ledger.operators()));
    }
    ArrayNode findings = tree.putArray("findings");
    for (LedgerReport.Finding finding : ledger.findings()) {
      ObjectNode one = findings.addObject();
      one.put("kind", finding.kind());
      one.put("id", finding.id());
      one.put("detail", finding.detail());
    }
    tree.put("findings_total", ledger.findingsTotal());
    return tree;
  }

  /** Returns the counts of workflows, of tokens and of the audit. */
  static ObjectNode counts(LedgerCounts counts) {
    ObjectNode tree = object();
    tree.set(WORKFLOWS, FiguresJson.workflows(counts));
    tree.set(TOKENS, FiguresJson.tokens(counts));
    ObjectNode audit = tree.putObject(AUDIT);
    audit.put("workflows", counts.audited());
    audit.put("unread", counts.unaudited());
    audit.put("discrepancies", counts.discrepancies());
    return tree;
  }

  /** Returns the counts that {@link #counts(LedgerCounts)} wrote; what is not there is zero. */
  static LedgerCounts counts(JsonNode tree) {
    JsonNode workflows = tree.path(WORKFLOWS);
    JsonNode tokens = tree.path(TOKENS);
    JsonNode audit = tree.path(AUDIT);
    Map<ExecutionState, Long> ends = new EnumMap<>(ExecutionState.class);
    for (ExecutionState state : ExecutionState.values()) {
      if (state.isFinal()) {
        ends.put(state, workflows.path(state.key()).asLong());
      }
    }
    Map<TokenState, Long> fates = new EnumMap<>(TokenState.class);
    for (TokenState state : TokenState.values()) {
      if (state.isFinal()) {
        fates.put(state, tokens.path(state.key()).asLong());
      }
    }
    return new LedgerCounts(
        workflows.path("intended").asLong(),
        workflows.path("dropped").asLong(),
        workflows.path("rejected").asLong(),
        workflows.path("started").asLong(),
        workflows.path("not_reached").asLong(),
        ends,
        tokens.path("issued").asLong(),
        fates,
        tokens.path("unissued").asLong(),
        tokens.path("foreign").asLong(),
        workflows.path("wrong_ends").asLong(),
        audit.path("workflows").asLong(),
        audit.path("unread").asLong(),
        audit.path("discrepancies").asLong(),
        workflows.path("failed_by_unissued").asLong());
  }

  private static ObjectNode operators(OperatorCounts counts) {
    ObjectNode tree = object();
    for (OperatorCommand command : OperatorCommand.values()) {
      ObjectNode one = tree.putObject(command.key());
      for (CommandAnswer answer : CommandAnswer.values()) {
        one.put(answer.key(), counts.count(command, answer));
      }
    }
    tree.put("outlived", counts.outlived());
    return tree;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
