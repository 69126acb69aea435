package dev.tokenstorm.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells whether an address is on this host, by its text alone: no name is looked up. */
public final class Loopback {
  private static final Pattern LOOPBACK_V4 =
      Pattern.compile("127(?:\\.[0-9]{1,3}){3}|0\\.0\\.0\\.0");

  private Loopback() {}

  /** Whether nobody on another host can reach what listens there. */
  public static boolean isLoopback(HostPort address) {
    return isLocal(address) && !address.host().matches("0\\.0\\.0\\.0|[0:]+");
  }

  /** Whether an address is a loopback address, the unspecified address or {@code localhost}. */
  public static boolean isLocal(HostPort address) {
    String host = address.host().toLowerCase(Locale.ROOT);
    if (host.indexOf(':') < 0) {
      return host.equals("localhost")
          || host.endsWith(".localhost")
          || LOOPBACK_V4.matcher(host).matches();
    }
    try {
      // With a colon in it, it is a literal or an error, and never a name to look up.
      InetAddress literal = InetAddress.getByName(host);
      return literal.isLoopbackAddress() || literal.isAnyLocalAddress();
    } catch (UnknownHostException noLiteral) {
      return false;
    }
  }
}
