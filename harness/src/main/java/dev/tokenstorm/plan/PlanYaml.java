package dev.tokenstorm.plan;

import dev.tokenstorm.plan.Setting.Group;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a plan as a plan file: every resolved setting under its flag's name. Reading it back gives
 * the same run but for the run's id and what derives from it, the results' folder and the default
 * task queue. So a file among results can be run again as it is. A metrics address that the user
 * did not give is left out too, because a given one means more: it must be free.
 */
public final class PlanYaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/=,-]*(:[0-9a-z]+)*");
  private static final List<String> NULLS = List.of("null", "Null", "NULL");

  private final Map<Setting<?>, List<String>> values = new LinkedHashMap<>();

  private PlanYaml() {}

  /** The plan file of a plan. */
  public static String write(RunPlan plan) {
    return of(plan).text(plan.runId());
  }

  /**
   * A plan's settings by their flags' names without dashes, in the order of {@link #write}; numbers
   * and booleans as such, the rest as text, several values as a list.
   */
  public static Map<String, Object> settings(RunPlan plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    of(plan)
        .values
        .forEach(
            (setting, texts) ->
                settings.put(
                    setting.name(),
                    setting.shape() == Setting.Shape.LIST
                        ? List.copyOf(texts)
                        : typed(texts.get(0))));
    return settings;
  }

  private static Object typed(String text) {
    if (text.matches("-?\\d{1,15}")) {
      return Long.valueOf(text);
    }
    return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
  }

  private static PlanYaml of(RunPlan plan) {
    PlanYaml yaml = new PlanYaml();
    yaml.target(plan);
    yaml.load(plan.load());
    yaml.greeting(plan.greeting());
    yaml.completion(plan.completion());
    yaml.worker(plan.worker());
    yaml.put(RunSettings.AUDIT, plan.audit());
    yaml.verdict(plan.verdict());
    yaml.put(RunSettings.SEED, plan.seed());
    yaml.output(plan.output());
    return yaml;
  }

  private void target(RunPlan plan) {
    TargetPlan target = plan.target();
    put(RunSettings.TARGET, target.choice());
    put(RunSettings.NAMESPACE, target.namespace());
    if (!target.taskQueue().equals("tokenstorm-" + plan.runId())) {
      put(RunSettings.TASK_QUEUE, target.taskQueue());
    }
    if (target.choice() instanceof TargetPlan.Environment environment) {
      put(RunSettings.PROFILE, environment.profile());
    }
    if (target.choice() instanceof TargetPlan.DevServer server) {
      put(RunSettings.DEV_SERVER_PATH, server.executable());
      if (!server.arguments().isEmpty()) {
        values.put(RunSettings.DEV_SERVER_ARG, server.arguments());
      }
    }
    if (!plan.serverMetrics().isEmpty()) {
      values.put(
          RunSettings.SERVER_METRICS, plan.serverMetrics().stream().map(URI::toString).toList());
    }
  }

  private void load(LoadPlan load) {
    if (load.arrivals() instanceof LoadPlan.OpenLoop open) {
      open(open);
    } else if (load.arrivals() instanceof LoadPlan.ClosedLoop closed) {
      put(RunSettings.IN_FLIGHT, closed.places());
    }
    if (!values.containsKey(RunSettings.STAGES)) {
      put(RunSettings.DURATION, load.duration());
    }
    if (values.containsKey(RunSettings.RATE) || !values.containsKey(RunSettings.BURST)) {
      load.workflows().ifPresent(workflows -> put(RunSettings.WORKFLOWS, workflows));
    }
    put(RunSettings.WARMUP, load.warmup());
    put(RunSettings.DRAIN_TIMEOUT, load.drainTimeout());
    put(RunSettings.GRACE, load.grace());
  }

  private void open(LoadPlan.OpenLoop open) {
    put(RunSettings.IN_FLIGHT, InFlight.constant(open.inFlight()));
    if (open.shape().steadyPerSecond().isPresent()) {
      put(RunSettings.RATE, open.shape().steadyPerSecond().getAsDouble());
    } else if (!open.shape().equals(LoadShape.NONE)) {
      put(RunSettings.STAGES, open.shape());
    }
    if (!open.shape().equals(LoadShape.NONE)) {
      put(RunSettings.ARRIVALS, open.spacing());
    }
    if (!open.bursts().isEmpty()) {
      put(RunSettings.BURST, open.bursts());
    }
  }

  private void greeting(GreetingPlan greeting) {
    put(RunSettings.BRANCHES, greeting.branches());
    put(RunSettings.STEPS, greeting.steps());
    put(RunSettings.PAYLOAD_BYTES, greeting.payloadBytes());
    put(RunSettings.MAX_ATTEMPTS, greeting.maxAttempts());
    put(RunSettings.START_TO_CLOSE_TIMEOUT, greeting.startToCloseTimeout());
    put(RunSettings.HEARTBEAT_TIMEOUT, greeting.heartbeatTimeout());
  }

  private void completion(CompletionPlan completion) {
    put(RunSettings.COMPLETERS, completion.completers());
    put(RunSettings.COMPLETER, completion.client());
    put(RunSettings.COMPLETER_CHANNELS, completion.channels());
    put(RunSettings.COMPLETE_BY, completion.by());
    put(RunSettings.COMPLETION_DELAY, completion.delay());
    put(RunSettings.OUTCOMES, completion.outcomes());
    put(RunSettings.HEARTBEAT_INTERVAL, completion.heartbeatInterval());
    completion.park().ifPresent(tokens -> put(RunSettings.PARK, tokens));
    put(RunSettings.LOG_TOKENS, completion.logTokens());
  }

  private void worker(WorkerPlan worker) {
    put(RunSettings.WORKER, worker.kind());
    put(RunSettings.WORKER_POLLERS, worker.pollers());
    if (worker.kind() == WorkerPlan.Kind.SDK) {
      put(RunSettings.WORKER_SLOTS, worker.slots());
      put(RunSettings.ACTIVITY_SLOTS, worker.activitySlots());
    }
    put(RunSettings.WORKFLOW_CACHE, worker.workflowCache());
  }

  private void verdict(VerdictPlan verdict) {
    if (!verdict.objectives().isEmpty()) {
      values.put(
          RunSettings.REQUIRE,
          verdict.objectives().stream().map(RunSettings.REQUIRE.notation()::print).toList());
    }
    put(RunSettings.REQUIRE_TRUST, verdict.trustRequired());
  }

  private void output(OutputPlan output) {
    output
        .metrics()
        .filter(OutputPlan.Metrics::given)
        .ifPresent(metrics -> put(RunSettings.METRICS_ADDRESS, metrics.address()));
    put(RunSettings.NO_METRICS, output.metrics().isEmpty());
    put(RunSettings.LINGER, output.linger());
  }

  private <T> void put(Setting<T> setting, T value) {
    values.put(setting, List.of(setting.notation().print(value)));
  }

  private <T> void put(Setting<T> setting, Optional<T> value) {
    value.ifPresent(present -> put(setting, present));
  }

  private String text(String runId) {
    StringBuilder text = new StringBuilder("# The plan of run " + runId + ".\n");
    for (Group group : Group.values()) {
      List<Setting<?>> members =
          RunSettings.ALL.stream()
              .<Setting<?>>map(setting -> setting)
              .filter(setting -> setting.group() == group && values.containsKey(setting))
              .toList();
      if (!members.isEmpty()) {
        text.append("\n# ").append(group.title()).append('\n');
      }
      for (Setting<?> setting : members) {
        append(text, setting, values.getOrDefault(setting, List.of()));
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Setting<?> setting, List<String> texts) {
    text.append(setting.name()).append(':');
    if (setting.shape() != Setting.Shape.LIST) {
      text.append(' ').append(scalar(texts.get(0))).append('\n');
      return;
    }
    text.append('\n');
    texts.forEach(element -> text.append("  - ").append(scalar(element)).append('\n'));
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !NULLS.contains(text)
        ? text
        : '"' + Printable.escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }
}
