package dev.tokenstorm.settings;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.Setting.Group;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the Temporal service under test. */
public final class TargetSettings {
  private static final SettingTable TABLE = new SettingTable(Group.TARGET);
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_ARGUMENT = 4_096;

  public static final Setting<TargetPlan.Choice> TARGET =
      TABLE
          .value(
              "target",
              "TARGET",
              new TargetNotation(),
              "The Temporal service: embedded (a test server in this process), dev-server (started"
                  + " by the temporal CLI), env (what TEMPORAL_* variables and the Temporal"
                  + " configuration file say), HOST:PORT (no TLS) or null[:OPTIONS] (a front end in"
                  + " this process that costs next to nothing; null-server --help tells its"
                  + " options)")
          .or("embedded")
          .from(plan -> plan.target().choice());

  static final Setting<String> NAMESPACE =
      TABLE
          .value(
              "namespace",
              "NAME",
              new NameNotation(LONGEST_NAME),
              "The namespace to run in; it must exist")
          .orAny(
              "the one named default; with --target env, what the environment says",
              TargetSettings::namespaceOf)
          .fromAny(plan -> plan.target().namespace());

  static final Setting<String> TASK_QUEUE =
      TABLE
          .value(
              "task-queue",
              "NAME",
              new NameNotation(LONGEST_NAME),
              "The task queue; tokens of workflows that are not this run's are never completed")
          .orInWords("tokenstorm-<run id>")
          .fromAny(TargetSettings::ownQueue);

  static final Setting<String> PROFILE =
      TABLE
          .value(
              "profile",
              "NAME",
              new NameNotation(LONGEST_NAME),
              "With --target env, the profile of the Temporal configuration file")
          .orInWords("TEMPORAL_PROFILE, or the file's default profile")
          .fromAny(TargetSettings::profile);

  static final Setting<Path> DEV_SERVER_PATH =
      TABLE
          .value(
              "dev-server-path",
              "FILE",
              new PathNotation(),
              "With --target dev-server, the temporal CLI")
          .orInWords("temporal on PATH")
          .fromAny(plan -> devServer(plan).flatMap(TargetPlan.DevServer::executable));

  public static final Setting<String> DEV_SERVER_ARG =
      TABLE
          .list(
              "dev-server-arg",
              "ARG",
              new NameNotation(LONGEST_ARGUMENT),
              "\\s+",
              "With --target dev-server, a further argument of temporal server start-dev; may be"
                  + " repeated")
          .fromAll(plan -> devServer(plan).map(TargetPlan.DevServer::arguments).orElse(List.of()));

  static final Setting<URI> SERVER_METRICS =
      TABLE
          .list(
              "server-metrics",
              "URL",
              new UrlNotation(),
              "\\s*,\\s*",
              "Where the server tells its own metrics in Prometheus' text format, such as"
                  + " http://10.0.0.5:8000/metrics: what is looked at to say what bound the run."
                  + " May be repeated, for a server of several processes")
          .fromAll(RunPlan::serverMetrics);

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private TargetSettings() {}

  /**
   * The target.
   *
   * @param runQueue the task queue unless the user gives one
   * @throws dev.tokenstorm.text.UsageException when a value is not one
   */
  static TargetPlan plan(Settings settings, String runQueue) {
    TargetPlan.Choice choice = settings.get(TARGET);
    if (choice instanceof TargetPlan.Environment) {
      choice = new TargetPlan.Environment(settings.find(PROFILE));
    } else if (choice instanceof TargetPlan.DevServer) {
      choice =
          new TargetPlan.DevServer(
              settings.find(DEV_SERVER_PATH), settings.all(DEV_SERVER_ARG), false);
    }
    return new TargetPlan(
        choice, settings.value(NAMESPACE), settings.find(TASK_QUEUE).orElse(runQueue));
  }

  /** The task queue of a run whose user gives none. */
  static String runQueue(String runId) {
    return "tokenstorm-" + runId;
  }

  private static Optional<String> namespaceOf(Settings settings) {
    return settings.get(TARGET) instanceof TargetPlan.Environment
        ? Optional.empty()
        : Optional.of("default");
  }

  private static Optional<String> ownQueue(RunPlan plan) {
    return Optional.of(plan.target().taskQueue())
        .filter(queue -> !queue.equals(runQueue(plan.runId())));
  }

  private static Optional<String> profile(RunPlan plan) {
    return plan.target().choice() instanceof TargetPlan.Environment environment
        ? environment.profile()
        : Optional.empty();
  }

  private static Optional<TargetPlan.DevServer> devServer(RunPlan plan) {
    return plan.target().choice() instanceof TargetPlan.DevServer server
        ? Optional.of(server)
        : Optional.empty();
  }
}
