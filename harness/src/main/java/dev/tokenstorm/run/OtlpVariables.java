package dev.tokenstorm.run;

import dev.tokenstorm.plan.OtlpPush;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.PushNotation;
import dev.tokenstorm.telemetry.OtlpReceiver;
import dev.tokenstorm.text.Notation;
import dev.tokenstorm.text.UsageException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The variables of OpenTelemetry, as its specification has them: {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT}, {@code …_HEADERS} and {@code …_PROTOCOL}, each with a form for
 * metrics that goes first, {@code OTEL_SERVICE_NAME} and {@code OTEL_RESOURCE_ATTRIBUTES}. They say
 * whom a push goes to, and none of them begins one. No message repeats a value, which may be a
 * credential.
 */
final class OtlpVariables {
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
  private static final String METRICS = "METRICS_";
  private static final String ENDPOINT = "ENDPOINT";
  private static final String PROTOCOL = "PROTOCOL";
  private static final String HEADERS = "HEADERS";
  private static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";
  private static final String SERVICE_NAME = "OTEL_SERVICE_NAME";

  private static final String SPOKEN = "http/protobuf";
  private static final String DEFAULT_BASE = "http://localhost:4318";
  private static final String PATH = "/v1/metrics";

  /** A name of a header, by RFC 9110. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]*");

  private final Map<String, String> environment;

  private OtlpVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Returns whom a run's metrics are pushed to.
   *
   * @throws UsageException if a variable that counts has no value that can be used
   */
  static Optional<OtlpReceiver> receiver(
      RunPlan plan, RunContext context, Map<String, String> environment) {
    Map<String, String> self = new TreeMap<>();
    self.put("service.name", "tokenstorm");
    self.put("service.version", context.version().replaceFirst("^tokenstorm ", ""));
    self.put("service.instance.id", plan.runId() + "/" + context.cell());
    OtlpVariables variables = new OtlpVariables(environment);
    return plan.output()
        .push()
        .map(
            push ->
                new OtlpReceiver(
                    variables.url(push), variables.headers(), variables.resource(self)));
  }

  private URI url(OtlpPush push) {
    if (push.url().isPresent()) {
      return push.url().get();
    }
    Optional<String> protocol = ofMetricsOrAll(PROTOCOL);
    if (protocol.isPresent() && !value(protocol.get()).equals(SPOKEN)) {
      throw new UsageException(
          "%s names another protocol than %s, which is what --push otlp speaks; name the address with --push otlp=URL."
              .formatted(protocol.get(), SPOKEN));
    }
    String ofMetrics = PREFIX + METRICS + ENDPOINT;
    if (!value(ofMetrics).isEmpty()) {
      return address(ofMetrics, value(ofMetrics));
    }
    String ofAll = PREFIX + ENDPOINT;
    String base = value(ofAll).isEmpty() ? DEFAULT_BASE : value(ofAll);
    return address(ofAll, base.replaceFirst("/+$", "") + PATH);
  }

  private static URI address(String variable, String text) {
    try {
      return new PushNotation().parse("otlp=" + text).url().orElseThrow();
    } catch (Notation.Misfit misfit) {
      throw new UsageException(
          variable
              + " must be an http or https address without user, query and fragment, such as "
              + DEFAULT_BASE
              + "; credentials go into "
              + PREFIX
              + HEADERS
              + ".");
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Optional<String> variable = ofMetricsOrAll(HEADERS);
    if (variable.isPresent()) {
      pairs(variable.get())
          .forEach(
              (name, value) -> {
                if (!HEADER_NAME.matcher(name).matches()
                    || !HEADER_VALUE.matcher(value).matches()) {
                  throw notPairs(variable.get());
                }
                headers.put(name, value);
              });
    }
    return headers;
  }

  private Map<String, String> resource(Map<String, String> self) {
    Map<String, String> resource = new TreeMap<>(self);
    resource.putAll(pairs(ATTRIBUTES));
    if (!value(SERVICE_NAME).isEmpty()) {
      resource.put("service.name", value(SERVICE_NAME));
    }
    return resource;
  }

  private Map<String, String> pairs(String variable) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : value(variable).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(
            decoded(variable, pair.substring(0, equals)),
            decoded(variable, pair.substring(equals + 1)));
      } else if (!pair.isBlank()) {
        throw notPairs(variable);
      }
    }
    return pairs;
  }

  /** Decodes what is written in per cent, and leaves a plus sign, as base64 has it. */
  private static String decoded(String variable, String text) {
    try {
      return URLDecoder.decode(text.strip().replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw notPairs(variable);
    }
  }

  private static UsageException notPairs(String variable) {
    return new UsageException(
        variable
            + " must be name=value pairs with commas between them, in which other commas and per"
            + " cent signs are written %2C and %25.");
  }

  /** The variable that counts, if either is set. */
  private Optional<String> ofMetricsOrAll(String name) {
    return Optional.of(PREFIX + METRICS + name)
        .filter(variable -> !value(variable).isEmpty())
        .or(() -> Optional.of(PREFIX + name).filter(variable -> !value(variable).isEmpty()));
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "").strip();
  }
}
