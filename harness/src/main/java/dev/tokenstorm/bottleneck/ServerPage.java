package dev.tokenstorm.bottleneck;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches a page of metrics. Follows no redirection, and reads no more than any server serves. */
final class ServerPage {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MOST_BYTES = 32 << 20;

  private ServerPage() {}

  /**
   * Reads it.
   *
   * @throws IOException with a message that ends a sentence on the address
   */
  static String read(URI url) throws IOException {
    if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("is no HTTP address");
    }
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "text/plain;version=0.0.4");
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("answered with HTTP status " + status);
    }
    try (InputStream in = connection.getInputStream()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("serves more than " + (MOST_BYTES >> 20) + " MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
