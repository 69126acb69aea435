package dev.tokenstorm.telemetry;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Sends requests of OTLP over HTTP, in protobuf and zipped. It follows no redirection, because that
 * would take the headers elsewhere, and sends nothing twice.
 */
final class OtlpSender {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 3_000;

  /** Most bytes of an answer that are read; one that says all is well has a few. */
  private static final int MOST_BYTES = 1 << 16;

  private static final String PROTOBUF = "application/x-protobuf";
  private static final int UNAUTHORIZED = HttpURLConnection.HTTP_UNAUTHORIZED;
  private static final int FORBIDDEN = HttpURLConnection.HTTP_FORBIDDEN;
  private static final int NOT_FOUND = HttpURLConnection.HTTP_NOT_FOUND;

  private final OtlpReceiver receiver;

  OtlpSender(OtlpReceiver receiver) {
    this.receiver = receiver;
  }

  /** Thrown where a receiver answered otherwise than it should. */
  private static final class Unaccepted extends IOException {
    private static final long serialVersionUID = 1;

    Unaccepted(String message) {
      super(message);
    }

    Unaccepted(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * Sends one request, and waits for its answer.
   *
   * @throws IOException with a message that continues a sentence that begins with the address; it
   *     repeats nothing that was sent
   */
  void send(ExportMetricsServiceRequest request) throws IOException {
    byte[] body = Gzip.of(request.toByteArray());
    try {
      post(body);
    } catch (Unaccepted e) {
      throw e;
    } catch (HttpRetryException e) {
      throw new IOException(refusal(e.responseCode()), e);
    } catch (SocketTimeoutException e) {
      throw new IOException("does not answer in time", e);
    } catch (ConnectException | NoRouteToHostException e) {
      throw new IOException("cannot be reached", e);
    } catch (UnknownHostException e) {
      throw new IOException("has a host that is not known", e);
    } catch (SSLException e) {
      throw new IOException("cannot be reached over TLS (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new IOException("broke the connection", e);
    }
  }

  private void post(byte[] body) throws IOException {
    if (!(receiver.url().toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new Unaccepted("is no HTTP address");
    }
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    receiver.headers().forEach(connection::setRequestProperty);
    connection.setRequestProperty("Content-Type", PROTOBUF);
    connection.setRequestProperty("Content-Encoding", "gzip");
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    // With a length that is known before, the JDK does not repeat a request whose connection broke.
    connection.setFixedLengthStreamingMode(body.length);
    try {
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      int status = connection.getResponseCode();
      if (status < 200 || status > 299) {
        throw new Unaccepted(refusal(status));
      }
      accept(connection);
    } finally {
      connection.disconnect();
    }
  }

  private static void accept(HttpURLConnection connection) throws IOException {
    String type = Optional.ofNullable(connection.getContentType()).orElse("");
    if (type.startsWith("text/html")) {
      throw new Unaccepted("answered with a page, and is no receiver of OTLP");
    }
    try (InputStream in = connection.getInputStream()) {
      byte[] answer = in.readNBytes(MOST_BYTES);
      if (type.startsWith(PROTOBUF)) {
        long refused = refused(answer);
        if (refused > 0) {
          throw new Unaccepted("refused " + refused + " of the values; its log tells why");
        }
      }
    }
  }

  private static long refused(byte[] answer) throws IOException {
    try {
      return ExportMetricsServiceResponse.parseFrom(answer)
          .getPartialSuccess()
          .getRejectedDataPoints();
    } catch (InvalidProtocolBufferException e) {
      throw new Unaccepted("answered with what is no OTLP", e);
    }
  }

  private static String refusal(int status) {
    String sentence = "answered with HTTP status " + status;
    if (status == NOT_FOUND) {
      return sentence
          + " (an address has the whole path, such as /v1/metrics; Prometheus also needs"
          + " --web.enable-otlp-receiver)";
    }
    return status == UNAUTHORIZED || status == FORBIDDEN
        ? sentence + " (OTEL_EXPORTER_OTLP_HEADERS holds the credentials)"
        : sentence;
  }
}
