package dev.tokenstorm.broker;

import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.TargetException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Makes one sentence of what a cluster, or the way to it, does instead of answering. */
final class BrokerErrors {
  private final ClientProperties properties;

  BrokerErrors(ClientProperties properties) {
    this.properties = properties;
  }

  /**
   * Returns the sentence.
   *
   * @param what was asked for, as in "may not …"
   */
  TargetException explain(Throwable thrown, String what) {
    Throwable cause =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return new TargetException(sentence(cause, what));
  }

  private String sentence(Throwable cause, String what) {
    String brokers = properties.brokers();
    if (cause instanceof SslAuthenticationException) {
      return "TLS with %s fails (%s); check the certificates that --kafka-config names."
          .formatted(brokers, said(cause));
    }
    if (cause instanceof AuthenticationException) {
      return "%s refuses the credentials; check those of --kafka-config.".formatted(brokers);
    }
    if (cause instanceof AuthorizationException) {
      return "%s does not let this user %s; grant it, or give another user in --kafka-config."
          .formatted(brokers, what);
    }
    if (cause instanceof UnsupportedVersionException) {
      return "%s is older than Kafka 4.2, whose share groups a hand-over needs; upgrade it."
          .formatted(brokers);
    }
    if (cause instanceof TimeoutException
        || cause instanceof DisconnectException
        || cause instanceof java.util.concurrent.TimeoutException) {
      return ("No broker answers at %s with security.protocol=%s; start one, or correct --tokens or"
              + " --kafka-config.")
          .formatted(brokers, properties.securityProtocol());
    }
    return "%s cannot %s (%s).".formatted(brokers, what, said(cause));
  }

  private String said(Throwable cause) {
    return properties.masked(Sentences.rootMessage(cause).replaceFirst("\\.$", ""));
  }
}
