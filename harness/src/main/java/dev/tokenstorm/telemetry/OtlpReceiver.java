package dev.tokenstorm.telemetry;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A receiver of metrics over OTLP, with what each request to it carries. Its text tells none of the
 * headers, since a header may be a credential.
 *
 * @param url where requests go, without credentials in it
 * @param headers of each request
 * @param resource attributes of whoever sends, such as {@code service.name}
 */
public record OtlpReceiver(URI url, Map<String, String> headers, Map<String, String> resource) {
  public OtlpReceiver {
    headers = Map.copyOf(headers);
    resource = Collections.unmodifiableMap(new TreeMap<>(resource));
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
