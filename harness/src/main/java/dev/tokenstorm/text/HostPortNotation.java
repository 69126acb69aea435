package dev.tokenstorm.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code HOST:PORT}, an IPv6 address in brackets. Nothing is looked up. */
public final class HostPortNotation implements Notation<HostPort> {
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST = 253 + ":65535".length();
  private static final Pattern HOST_PORT =
      Pattern.compile(
          "(?:\\[(?<v6>[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,32})?)]"
              + "|(?<name>[A-Za-z0-9_.-]+)):(?<port>[0-9]+)");

  private static final String FORM = "must be HOST:PORT, such as 10.0.0.5:7233 or [::1]:7233";
  private static final String IPV4_FORM =
      "must have a host name or a whole IPv4 address, such as 10.0.0.5:7233";

  private final int lowestPort;

  /** Accepts ports from {@code lowestPort} on; port 0 asks for a free one. */
  public HostPortNotation(int lowestPort) {
    this.lowestPort = lowestPort;
  }

  @Override
  public HostPort parse(String text) throws Misfit {
    if (text.contains("@")) {
      // A user and a password may stand before it.
      throw Misfit.plain(FORM + ", without a user before it");
    }
    Matcher matcher = HOST_PORT.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw new Misfit(FORM);
    }
    String name = matcher.group("name");
    if (name != null && !HostNames.isNameOrIpv4(name)) {
      throw new Misfit(HostNames.isNumeric(name) ? IPV4_FORM : FORM);
    }
    String v6 = matcher.group("v6");
    if (v6 != null && !HostNames.isIpv6(v6)) {
      throw new Misfit("must have a whole IPv6 address in its brackets, such as [::1]:7233");
    }
    String digits = matcher.group("port");
    int port = digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (port < lowestPort || port > HIGHEST_PORT) {
      throw new Misfit("must have a port between " + lowestPort + " and " + HIGHEST_PORT);
    }
    return new HostPort(v6 != null ? v6 : name, port);
  }

  @Override
  public String print(HostPort value) {
    return value.toString();
  }
}
