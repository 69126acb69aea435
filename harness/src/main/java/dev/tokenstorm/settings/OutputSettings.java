package dev.tokenstorm.settings;

import dev.tokenstorm.plan.OtlpPush;
import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.plan.ReportFormat;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.HostPortNotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of where figures go. */
public final class OutputSettings {
  private static final SettingTable TABLE = new SettingTable(Group.OUTPUT);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final HostPort DEFAULT_METRICS_ADDRESS = new HostPort("127.0.0.1", 9464);

  /** Where folders of results go that nobody named. */
  private static final String RESULTS = "results";

  public static final Setting<Path> OUT =
      TABLE
          .value("out", "DIR", new PathNotation(), "Folder for the results; it must not exist yet")
          .orInWords(RESULTS + "/<run id>")
          .unwritten();

  public static final Setting<Map<ReportFormat, Path>> REPORT =
      TABLE
          .value(
              "report",
              "junit=F,markdown=F",
              new ReportNotation(),
              "Files for the verdict, as JUnit's XML and as GitHub's Markdown. They say from the"
                  + " beginning that the run has not come to its end; a file that is no such report"
                  + " is refused")
          .unwritten();

  public static final Setting<HostPort> METRICS_ADDRESS =
      TABLE
          .value(
              "metrics-address",
              "HOST:PORT",
              new HostPortNotation(0),
              "Where Prometheus finds the metrics; port 0 takes a free one")
          .orDerived(
              DEFAULT_METRICS_ADDRESS + ", or a free port when that is taken",
              settings -> DEFAULT_METRICS_ADDRESS)
          .fromAny(OutputSettings::givenMetricsAddress);

  public static final Setting<Boolean> NO_METRICS =
      TABLE
          .toggle("no-metrics", "Offer no metrics endpoint")
          .from(plan -> plan.output().metrics().isEmpty());

  public static final Setting<Duration> LINGER =
      TABLE
          .value(
              "linger",
              "D",
              DurationNotation.upTo(WEEK),
              "How long the metrics endpoint stays up after the summary")
          .or("0")
          .from(plan -> plan.output().linger());

  public static final Setting<OtlpPush> PUSH =
      TABLE
          .value(
              "push",
              "otlp=URL",
              new PushNotation(),
              "Send the metrics to a receiver of OTLP at the beginning, every 10 s and at the end,"
                  + " such as otlp=http://127.0.0.1:9090/api/v1/otlp/v1/metrics; otlp alone takes"
                  + " the address of OTEL_EXPORTER_OTLP_ENDPOINT. Headers come from"
                  + " OTEL_EXPORTER_OTLP_HEADERS")
          .unwritten();

  /** All of them, in the order of help texts and plan files. */
  static final List<Setting<?>> ALL = TABLE.settings();

  private OutputSettings() {}

  /**
   * Where figures go.
   *
   * @throws dev.tokenstorm.text.UsageException when a value is not one
   */
  static OutputPlan plan(Settings settings, String runId) {
    OutputPlan.Metrics metrics =
        new OutputPlan.Metrics(
            settings.get(METRICS_ADDRESS), settings.given(METRICS_ADDRESS).isPresent());
    return new OutputPlan(
        folder(settings, runId),
        settings.get(NO_METRICS) ? Optional.empty() : Optional.of(metrics),
        settings.get(LINGER),
        settings.find(REPORT).orElse(Map.of()),
        settings.find(PUSH));
  }

  /**
   * Where the results of a run, or of a search, go.
   *
   * @throws dev.tokenstorm.text.UsageException when the folder's name is none
   */
  public static Path folder(Settings settings, String runId) {
    return settings.find(OUT).orElseGet(() -> Path.of(RESULTS, runId));
  }

  private static Optional<HostPort> givenMetricsAddress(RunPlan plan) {
    return plan.output()
        .metrics()
        .filter(OutputPlan.Metrics::given)
        .map(OutputPlan.Metrics::address);
  }
}
