package dev.tokenstorm.server;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells of a proxy that did not let a connection through, so that the target was never asked. */
final class ProxyFailure {
  /** As Netty words the answer to CONNECT; a text may follow the number. */
  private static final Pattern STATUS = Pattern.compile("status: (\\d{3})[^,]*");

  private static final String WANTS_PASSWORD = "407";

  private ProxyFailure() {}

  /**
   * One sentence, if it was the proxy.
   *
   * @param at the target's address
   */
  static Optional<String> explain(Throwable failure, HttpProxy proxy, String at) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Through a proxy the target's name is the proxy's to resolve, and its port to connect to.
      if (cause instanceof UnknownHostException) {
        return Optional.of(
            "The name of %s does not resolve, so %s was not asked; mend it, or %s."
                .formatted(proxy.words(), at, proxy.wayRound()));
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Optional.of(sentence(String.valueOf(cause.getMessage()), proxy, at));
      }
    }
    return Optional.empty();
  }

  private static String sentence(String message, HttpProxy proxy, String at) {
    Matcher status = STATUS.matcher(message);
    if (status.find()) {
      if (status.group(1).equals(WANTS_PASSWORD)
          && System.getProperty(ProxyPassword.USER) != null) {
        return "The proxy %s (%s) refused the user and password of -D%s and -D%s (407); mend them, or %s."
            .formatted(
                proxy.address(),
                proxy.givenBy(),
                ProxyPassword.USER,
                ProxyPassword.PASSWORD,
                proxy.wayRound());
      }
      return status.group(1).equals(WANTS_PASSWORD)
          ? "The proxy %s (%s) wants a user and a password (407) before %s is asked; give them with -D%s and -D%s, or %s."
              .formatted(
                  proxy.address(),
                  proxy.givenBy(),
                  at,
                  ProxyPassword.USER,
                  ProxyPassword.PASSWORD,
                  proxy.wayRound())
          : "The proxy %s (%s) answered %s, so %s was not asked; see whether it may connect there, or %s."
              .formatted(
                  proxy.address(),
                  proxy.givenBy(),
                  status.group().substring("status: ".length()),
                  at,
                  proxy.wayRound());
    }
    String what =
        message.contains("refused")
            ? "refused the connection"
            : message.contains("disconnected")
                ? "closed the connection"
                : message.contains("timeout") || message.contains("timed out")
                    ? "did not answer"
                    : "cannot be reached";
    return "The proxy %s (%s) %s, so %s was not asked; see whether it runs there, or %s."
        .formatted(proxy.address(), proxy.givenBy(), what, at, proxy.wayRound());
  }
}
