package dev.tokenstorm.settings;

import dev.tokenstorm.plan.OtlpPush;
import dev.tokenstorm.text.Notation;
import java.net.URI;
import java.util.Optional;

/**
 * Receivers of metrics: {@code otlp=URL}, or {@code otlp} for the one that the variables of
 * OpenTelemetry name. What is wrong with a text may be that there is a password in it, so no
 * message repeats one.
 */
public final class PushNotation implements Notation<OtlpPush> {
  private static final String OTLP = "otlp";
  private static final String PREFIX = OTLP + "=";

  /** Where a receiver takes metrics unless its address says otherwise. */
  private static final String PATH = "/v1/metrics";

  private static final String FORM =
      "must be otlp=URL, an http or https address without user, query and fragment, such as"
          + " otlp=http://127.0.0.1:9090/api/v1/otlp/v1/metrics; credentials go into"
          + " OTEL_EXPORTER_OTLP_HEADERS";

  private static final Notation<URI> URL = new UrlNotation(FORM);

  @Override
  public OtlpPush parse(String text) throws Misfit {
    if (text.equals(OTLP)) {
      return new OtlpPush(Optional.empty());
    }
    if (!text.startsWith(PREFIX)) {
      throw Misfit.plain(FORM);
    }
    return new OtlpPush(Optional.of(whole(URL.parse(text.substring(PREFIX.length())))));
  }

  @Override
  public String print(OtlpPush value) {
    return value.url().map(url -> PREFIX + URL.print(url)).orElse(OTLP);
  }

  private static URI whole(URI url) {
    String path = url.getRawPath();
    return path.isEmpty() || path.equals("/")
        ? URI.create(url.getScheme() + "://" + url.getRawAuthority() + PATH)
        : url;
  }
}
