package dev.tokenstorm.bottleneck;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.server.HttpProxy;
import dev.tokenstorm.server.Sentences;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Reads pages of metrics over HTTP, line by line. A reader follows no redirection. It stops after
 * more bytes or more seconds than any server's page takes.
 */
final class ServerPage {
  /**
   * Longest time of one page, in seconds: its last read may begin just within the limit, and take
   * as long again.
   */
  static final long LONGEST_SECONDS = 10;

  private static final int LIMIT_MILLIS = 5_000;
  private static final int MOST_BYTES = 32 << 20;

  private ServerPage() {}

  /**
   * Thrown for an address that serves no page of metrics; the message continues a sentence that
   * begins with the address.
   */
  private static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * Reads one page.
   *
   * @param taskQueue the run's, whose backlog is read
   * @throws IOException with a message that continues a sentence that begins with the address
   */
  static ServerReading read(URI url, String taskQueue) throws IOException {
    return read(url, taskQueue, LIMIT_MILLIS);
  }

  /**
   * Reads one page within a limit.
   *
   * @param limitMillis for the connection, for the first byte of the answer, and for the whole page
   */
  static ServerReading read(URI url, String taskQueue, int limitMillis) throws IOException {
    try {
      return fetch(url, taskQueue, limitMillis);
    } catch (Unusable e) {
      throw e;
    } catch (SocketTimeoutException e) {
      throw new IOException("does not answer in time" + through(url), e);
    } catch (ConnectException e) {
      throw new IOException("cannot be reached" + through(url), e);
    } catch (UnknownHostException e) {
      String what =
          HttpProxy.of(url).isPresent() ? "cannot be reached" : "has a host that is not known";
      throw new IOException(what + through(url), e);
    } catch (IOException e) {
      throw new IOException("cannot be read (" + Sentences.rootMessage(e) + ")", e);
    }
  }

  private static ServerReading fetch(URI url, String taskQueue, int limitMillis)
      throws IOException {
    long end = NanoClock.SYSTEM.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new Unusable("is no HTTP address");
    }
    connection.setConnectTimeout(limitMillis);
    connection.setReadTimeout(limitMillis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "text/plain;version=0.0.4");
    // A page that is given up is not read to its end: the connection is closed instead.
    connection.setRequestProperty("Connection", "close");
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new Unusable(
            (status < 0 ? "does not speak HTTP/1.1" : "answered with HTTP status " + status)
                + through(url));
      }
      try (InputStream in = new Limited(connection.getInputStream(), end);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return ServerReading.of(lines, taskQueue);
      } catch (IllegalArgumentException e) {
        throw new Unusable(
            "serves something that is not Prometheus' text format (" + e.getMessage() + ")");
      }
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Names the proxy, if there is one, because the proxy may be what does not answer or answers
   * wrongly.
   */
  private static String through(URI url) {
    return HttpProxy.of(url).map(proxy -> " through " + proxy.words()).orElse("");
  }

  /** Stops reading a page after too many bytes, or too late. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private final long endNanos;
    private long bytes;

    Limited(InputStream in, long endNanos) {
      this.in = in;
      this.endNanos = endNanos;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (endNanos - NanoClock.SYSTEM.nanoTime() <= 0) {
        throw new SocketTimeoutException();
      }
      int read = in.read(target, offset, length);
      bytes += Math.max(0, read);
      if (bytes > MOST_BYTES) {
        throw new Unusable("serves more than " + (MOST_BYTES >> 20) + " MiB");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
