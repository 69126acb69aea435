package dev.tokenstorm.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.CommandAnswer;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.ledger.OperatorCounts;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.RpcStatus;
import dev.tokenstorm.plan.OperatorCommand;
import dev.tokenstorm.server.TargetInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes a result as the document that {@code docs/schema/tokenstorm.run-v1.schema.json} describes.
 */
public final class RunResultJson {
  /** Value of the document's {@code schema} field. */
  public static final String SCHEMA = "tokenstorm.run/v1";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Comparator<RpcStatus> ORDER =
      Comparator.comparing(RpcStatus::method)
          .thenComparing(RpcStatus::code)
          .thenComparing(RpcStatus::cause)
          .thenComparing(RpcStatus::scope);

  private RunResultJson() {}

  /** Returns the text of the document, indented, with a newline at its end. */
  public static String write(
      RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    try {
      return MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(tree(result, judgement, bottlenecks))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON", e);
    }
  }

  /** Returns the document as a tree that the caller may change. */
  public static ObjectNode tree(
      RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    RunFacts facts = result.facts();
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("schema", SCHEMA);
    tree.put("run_id", facts.runId());
    tree.put("started_at", facts.startedAt().toString());
    ObjectNode ending = tree.putObject("ending");
    ending.put("how", result.ending().how().key());
    ending.put("sentence", result.ending().sentence());
    if (!result.ending().missing().isZero()) {
      ending.put("missing_seconds", Nanos.toSeconds(result.ending().missing()));
    }
    if (result.ending().unseenResults() > 0) {
      ending.put("unseen_results", result.ending().unseenResults());
    }
    ObjectNode verdict = tree.putObject("verdict");
    verdict.put("outcome", judgement.outcome());
    judgement.reasons().forEach(verdict.putArray("reasons")::add);
    ArrayNode doubts = verdict.putArray("doubts");
    for (Doubt doubt : judgement.doubts()) {
      doubts.addObject().put("kind", doubt.kind().key()).put("sentence", doubt.sentence());
    }
    judgement.notes().forEach(verdict.putArray("notes")::add);
    ArrayNode objectives = verdict.putArray("objectives");
    judgement.objectives().forEach(objective -> objectives.add(objective(objective)));
    ArrayNode bound = tree.putArray("bottlenecks");
    bottlenecks.forEach(bottleneck -> BottleneckJson.write(bound.addObject(), bottleneck));
    tree.set("target", target(facts.target()));
    tree.set("host", host(facts.host()));
    tree.set("software", Software.current().json());
    tree.set("plan", MAPPER.valueToTree(facts.settings()));
    tree.put("load_model", facts.openLoop() ? "open" : "closed");
    tree.set("latency_basis", latencyBasis(facts.openLoop()));
    tree.setAll(figures(result));
    return tree;
  }

  /** Returns the part of the document that holds the figures that objectives name. */
  public static ObjectNode figures(RunResult result) {
    ObjectNode tree = MAPPER.createObjectNode();
    ObjectNode figures = tree.putObject("figures");
    figures.set("run", FiguresJson.write(result.run()));
    for (Phase phase : Phase.values()) {
      Figures ofPhase = result.phases().get(phase);
      if (ofPhase != null) {
        figures.set(phase.key(), FiguresJson.write(ofPhase));
      }
    }
    tree.set("ledger", ledger(result));
    tree.set("rpc", rpc(result.rpc()));
    if (result.cutPolls().count() > 0) {
      ObjectNode cut = tree.putObject("cut_polls");
      cut.put("count", result.cutPolls().count());
      cut.put("mean_seconds", Nanos.toSeconds(result.cutPolls().mean()));
    }
    return tree;
  }

  private static ObjectNode objective(ObjectiveResult result) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("requirement", result.requirement());
    tree.put("unit", result.objective().figure().unit().key());
    tree.put("bound", result.objective().bound());
    result.measured().ifPresent(measured -> tree.put("measured", measured));
    tree.put("outcome", result.outcome().key());
    return tree;
  }

  private static ObjectNode target(TargetInfo target) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("kind", target.kind());
    tree.put("address", target.address());
    tree.put("namespace", target.namespace());
    target.serverVersion().ifPresent(version -> tree.put("server_version", version));
    tree.put("benchmark", target.benchmark());
    return tree;
  }

  /** Returns the part of documents that tells of the generator's machine. */
  public static ObjectNode host(Host host) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("cores", host.cores());
    tree.put("heap_max_bytes", host.heapMaxBytes());
    tree.put("jvm_version", host.jvmVersion());
    tree.put("jvm_vendor", host.jvmVendor());
    tree.put("os", host.os());
    tree.put("virtual_threads", host.virtualThreads());
    return tree;
  }

  private static ObjectNode latencyBasis(boolean openLoop) {
    ObjectNode tree = MAPPER.createObjectNode();
    if (openLoop) {
      tree.put("workflow", "actual start (raw)");
      tree.put("workflow_corrected", "intended start (corrected for coordinated omission)");
    } else {
      tree.put("workflow", "actual start (closed loop)");
    }
    return tree;
  }

  private static ObjectNode ledger(RunResult result) {
    LedgerReport ledger = result.ledger();
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put("balanced", ledger.balanced());
    ledger.imbalances().forEach(tree.putArray("imbalances")::add);
    tree.set("workflows", FiguresJson.workflows(ledger.counts()));
    tree.set("tokens", FiguresJson.tokens(ledger.counts()));
    ObjectNode audit = tree.putObject("audit");
    audit.put("workflows", ledger.counts().audited());
    audit.put("unread", ledger.counts().unaudited());
    audit.put("discrepancies", ledger.counts().discrepancies());
    if (result.facts().plan().completion().operators().any()) {
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

  private static ObjectNode operators(OperatorCounts counts) {
    ObjectNode tree = MAPPER.createObjectNode();
    for (OperatorCommand command : OperatorCommand.values()) {
      ObjectNode one = tree.putObject(command.key());
      for (CommandAnswer answer : CommandAnswer.values()) {
        one.put(answer.key(), counts.count(command, answer));
      }
    }
    tree.put("outlived", counts.outlived());
    return tree;
  }

  private static ArrayNode rpc(Map<RpcStatus, Long> rpc) {
    ArrayNode tree = MAPPER.createArrayNode();
    rpc.keySet().stream()
        .sorted(ORDER)
        .forEach(
            status -> {
              ObjectNode one = tree.addObject();
              one.put("method", status.method());
              one.put("code", status.code());
              if (!status.cause().isEmpty()) {
                one.put("cause", status.cause());
              }
              if (!status.scope().isEmpty()) {
                one.put("scope", status.scope());
              }
              one.put("count", rpc.getOrDefault(status, 0L));
            });
    return tree;
  }
}
