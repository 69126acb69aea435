package dev.tokenstorm.server;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why TLS with a target came to nothing, in one sentence. */
final class TlsFailure {
  /** How BoringSSL and the JDK name an alert that the other side sent. */
  private static final Pattern ALERT =
      Pattern.compile("(?:(?:TLSV1|SSLV3)_ALERT_|fatal alert: )([A-Za-z_]+)");

  /** Alerts by which a server refuses a client's certificate. */
  private static final String OF_A_CERTIFICATE =
      ".*certificate.*|unknown_ca|access_denied|handshake_failure|decrypt_error";

  private static final String IDENTITY =
      "client_cert_path and client_key_path in the profile's tls table, or"
          + " TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH";

  private TlsFailure() {}

  /** What a failed handshake says. */
  static String sentence(Throwable failure, String at, Security security) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return "The certificate of " + at + " is not valid now; check its dates and this clock.";
      }
    }
    String said = all.toString();
    Matcher alert = ALERT.matcher(said);
    if (alert.find()) {
      return alerted(alert.group(1).toLowerCase(Locale.ROOT), at, security);
    }
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("not an ssl/tls record") || lower.contains("wrong_version_number")) {
      return at + " does not speak TLS; check the port, or switch TLS off with TEMPORAL_TLS=false.";
    }
    if (lower.contains("unable to find valid certification path")
        || lower.contains("trust anchor")) {
      return "Nobody that this machine trusts certified "
          + at
          + "; name its authority with server_ca_cert_path in the profile's tls table, or"
          + " TEMPORAL_TLS_SERVER_CA_CERT_PATH.";
    }
    if (lower.contains("subject alternative") || lower.contains("no name matching")) {
      return "The certificate of "
          + at
          + " is for another name; give the name with server_name in the profile's tls table, or"
          + " TEMPORAL_TLS_SERVER_NAME.";
    }
    return "TLS with "
        + at
        + " failed ("
        + Sentences.rootMessage(failure)
        + "); check whether the server speaks TLS, and its certificate.";
  }

  private static String alerted(String alert, String at, Security security) {
    if (alert.contains("protocol_version")) {
      return at + " speaks no version of TLS that this machine does; it must have 1.2 or 1.3.";
    }
    if (security == Security.MUTUAL_TLS && alert.matches(OF_A_CERTIFICATE)) {
      return at
          + " refused the client certificate ("
          + alert
          + "); check who certified it and until when, and that "
          + at
          + " trusts that authority.";
    }
    if (security == Security.MUTUAL_TLS) {
      return at + " ended the TLS handshake (" + alert + "); its log says why.";
    }
    return alert.contains("certificate")
        ? at + " wants a client certificate, and the profile names none; give " + IDENTITY + "."
        : at
            + " ended the TLS handshake ("
            + alert
            + "); it may want a client certificate, and the profile names none; give "
            + IDENTITY
            + ", or see its log.";
  }

  /** What a connection says that was closed without a word. */
  static String closed(String at, Security security) {
    return switch (security) {
      case ADDRESS, PLAINTEXT ->
          at + " closed the connection; if it speaks TLS, " + security.toTls() + ".";
      case TLS ->
          at + " closed the connection; if it wants a client certificate, give " + IDENTITY + ".";
      case MUTUAL_TLS ->
          at
              + " closed the connection; check whether it speaks TLS, and whether it trusts who"
              + " certified the client.";
    };
  }
}
