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
 * The names by which a server may be called. A web site can have its own name point to a loopback
 * address, and so read what is served there (DNS rebinding); what the browser then says in {@code
 * Host} is the site's name. At any other address there is no telling which names are right.
 */
final class AllowedHosts {
  private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]*)(?::\\d*)?");

  /** Empty if every name is right. */
  private final Optional<Set<String>> names;

  private AllowedHosts(Optional<Set<String>> names) {
    this.names = names;
  }

  /** Those of a server that listens at an address, which the user named so. */
  static AllowedHosts of(InetAddress address, String host) {
    if (!address.isLoopbackAddress()) {
      return new AllowedHosts(Optional.empty());
    }
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    names.add((host.indexOf(':') >= 0 ? "[" + host + "]" : host).toLowerCase(Locale.ROOT));
    return new AllowedHosts(Optional.of(names));
  }

  /** Whether a request's Host header is one of them. */
  boolean allow(@Nullable String header) {
    if (names.isEmpty()) {
      return true;
    }
    Matcher host = HOST.matcher(header == null ? "" : header);
    return host.matches() && names.get().contains(host.group(1).toLowerCase(Locale.ROOT));
  }
}
