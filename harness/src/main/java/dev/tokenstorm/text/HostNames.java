package dev.tokenstorm.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells names that may belong to a host from mistyped addresses. Nothing is looked up. */
final class HostNames {
  private static final int LONGEST_NAME = 253;

  /** A label as DNS has it, and the underscore with which compose names services. */
  private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*\\.?");

  /** A last label of digits alone belongs to an IPv4 address, as no top-level domain is one. */
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+\\.?");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  private HostNames() {}

  /** Whether a text is a host name or a whole IPv4 address. */
  static boolean isNameOrIpv4(String host) {
    return host.length() <= LONGEST_NAME
        && NAME.matcher(host).matches()
        && (!isNumeric(host) || IPV4.matcher(host).matches());
  }

  /** Whether a text can only be meant as an IPv4 address, whole or not. */
  static boolean isNumeric(String host) {
    return ENDS_IN_NUMBER.matcher(host).matches();
  }

  /** Whether a text is an IPv6 address, with or without a zone. */
  static boolean isIpv6(String host) {
    int zone = host.indexOf('%');
    String address = zone < 0 ? host : host.substring(0, zone);
    if (address.indexOf(':') < 0) {
      return false;
    }
    try {
      // With a colon in it, it is a literal or an error, and never a name to look up.
      return InetAddress.getByName(address).getAddress().length > 0;
    } catch (UnknownHostException noLiteral) {
      return false;
    }
  }
}
