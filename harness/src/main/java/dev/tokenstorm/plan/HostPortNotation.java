package dev.tokenstorm.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code HOST:PORT}, an IPv6 address in brackets. Nothing is looked up. */
final class HostPortNotation implements Notation<HostPort> {
  private static final int HIGHEST_PORT = 65_535;
  private static final int LONGEST_NAME = 253;
  private static final Pattern HOST_PORT =
      Pattern.compile(
          "(?:\\[(?<v6>[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,32})?)]"
              + "|(?<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?)):(?<port>[0-9]+)");

  private final int lowestPort;

  /** Accepts ports from {@code lowestPort} on; port 0 asks for a free one. */
  HostPortNotation(int lowestPort) {
    this.lowestPort = lowestPort;
  }

  @Override
  public HostPort parse(String text) throws Misfit {
    Matcher matcher = HOST_PORT.matcher(text);
    if (text.length() > LONGEST_NAME + 6 || !matcher.matches()) {
      throw new Misfit("must be HOST:PORT, such as 10.0.0.5:7233 or [::1]:7233");
    }
    String digits = matcher.group("port");
    int port = digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (port < lowestPort || port > HIGHEST_PORT) {
      throw new Misfit("must have a port between " + lowestPort + " and " + HIGHEST_PORT);
    }
    String v6 = matcher.group("v6");
    return new HostPort(v6 != null ? v6 : matcher.group("name"), port);
  }

  @Override
  public String print(HostPort value) {
    return value.toString();
  }
}
