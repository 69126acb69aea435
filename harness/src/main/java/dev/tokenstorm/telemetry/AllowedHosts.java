package dev.tokenstorm.telemetry;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host names by which browsers may call a server.
 *
 * <p>A web site can let its own name point to a loopback address, and so read what is served there
 * (DNS rebinding). The browser then sends the site's name in {@code Host}, and the request is
 * refused. At any other address the right names are not known, so every name is allowed.
 */
final class AllowedHosts {
  private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]*)(?::\\d*)?");

  /** Allowed names; empty if every name is allowed. */
  private final Optional<Set<String>> names;

  private AllowedHosts(Optional<Set<String>> names) {
    this.names = names;
  }

  /**
   * Returns the allowed names of a server.
   *
   * @param address at which the server listens
   * @param host name of that address, as the user gave it
   */
  static AllowedHosts of(InetAddress address, String host) {
    if (!address.isLoopbackAddress()) {
      return new AllowedHosts(Optional.empty());
    }
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    names.add((host.indexOf(':') >= 0 ? "[" + host + "]" : host).toLowerCase(Locale.ROOT));
    return new AllowedHosts(Optional.of(names));
  }

  /** Returns whether a request's Host header is allowed. */
  boolean allow(@Nullable String header) {
    if (names.isEmpty()) {
      return true;
    }
    Matcher host = HOST.matcher(header == null ? "" : header);
    return host.matches() && names.get().contains(host.group(1).toLowerCase(Locale.ROOT));
  }
}
