package dev.tokenstorm.environment;

import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.HostPortNotation;
import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;

/**
 * An address as Temporal's configuration writes it. What Temporal's own CLI connects to is taken
 * alike: a name without a port means port 443, a port without a name means this host, {@code
 * dns:///} may go before it, and nothing at all means {@code localhost:7233}. Nothing is looked up.
 */
final class EnvironmentAddress {
  private static final HostPort DEFAULT = new HostPort("localhost", 7233);

  /** What gRPC takes where an address names no port. */
  private static final int UNNAMED_PORT = 443;

  private static final String DNS = "dns:///";
  private static final String SCHEME = "://";
  private static final HostPortNotation NOTATION = new HostPortNotation(1);

  private EnvironmentAddress() {}

  /**
   * Reads one.
   *
   * @param text the address; empty means the default one
   * @param origin the variable, or the file and key, that the text came from
   * @throws UsageException when it is no address
   */
  public static HostPort parse(String text, String origin) {
    if (text.isEmpty()) {
      return DEFAULT;
    }
    String address = text.startsWith(DNS) ? text.substring(DNS.length()) : text;
    if (address.contains(SCHEME)) {
      throw new UsageException(
          origin
              + " must be HOST:PORT without "
              + Printable.shown(address.substring(0, address.indexOf(SCHEME) + SCHEME.length()))
              + "; whether TLS is used is said by TEMPORAL_TLS or the profile's tls table.");
    }
    if (address.chars().anyMatch(Character::isWhitespace)) {
      throw new UsageException(
          origin + " must be HOST:PORT without blanks, such as 10.0.0.5:7233.");
    }
    try {
      return NOTATION.parse(complete(address));
    } catch (Misfit misfit) {
      throw new UsageException(misfit.sentence(origin, address));
    }
  }

  private static String complete(String address) {
    if (address.startsWith(":") && address.lastIndexOf(':') == 0) {
      return DEFAULT.host() + address;
    }
    boolean named = address.startsWith("[") ? address.endsWith("]") : address.indexOf(':') < 0;
    return named ? address + ":" + UNNAMED_PORT : address;
  }
}
