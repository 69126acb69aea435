package dev.tokenstorm.server;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP proxy through which an address is reached, found as gRPC and the JDK find it: by gRPC's
 * variable, then by the JVM's proxy settings, which no variable changes.
 *
 * @param address host and port
 * @param givenBy what names it
 * @param wayRound what a user does to go without it
 */
public record HttpProxy(String address, String givenBy, String wayRound) {
  private static final String GRPC_VARIABLE = "GRPC_PROXY_EXP";
  private static final List<String> VARIABLES_OF_OTHERS = List.of("HTTPS_PROXY", "https_proxy");

  /** The one of a gRPC connection, if there is one. */
  public static Optional<HttpProxy> ofGrpc(String target) {
    return ofGrpc(target, System.getenv());
  }

  static Optional<HttpProxy> ofGrpc(String target, Map<String, String> environment) {
    String variable = environment.getOrDefault(GRPC_VARIABLE, "");
    if (!variable.isEmpty()) {
      // A user and a password may stand before an @.
      String address = variable.substring(variable.lastIndexOf('@') + 1);
      return Optional.of(
          new HttpProxy(
              address.contains(":") ? address : address + ":80",
              GRPC_VARIABLE,
              "unset " + GRPC_VARIABLE));
    }
    try {
      return of(new URI("https://" + target));
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  /** The one of a URL, if there is one. */
  public static Optional<HttpProxy> of(URI url) {
    ProxySelector selector = ProxySelector.getDefault();
    if (selector == null || url.getHost() == null) {
      return Optional.empty();
    }
    return selector.select(url).stream()
        .limit(1)
        .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
        .map(Proxy::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .map(address -> of(address, url.getScheme() + ".proxyHost"))
        .findFirst();
  }

  private static HttpProxy of(InetSocketAddress address, String property) {
    boolean named = address.getHostString().equals(System.getProperty(property));
    return new HttpProxy(
        address.getHostString() + ":" + address.getPort(),
        named ? "-D" + property : "the JVM's proxy settings",
        "leave the target out of it with -Dhttp.nonProxyHosts");
  }

  /** Named with its origin, within a sentence. */
  public String words() {
    return "the proxy " + address + " (" + givenBy + ")";
  }

  /**
   * What to add about variables that name a proxy to other programs and not to Java; empty if there
   * is none. Their values are not shown, as they may hold a password.
   */
  static String unused(Map<String, String> environment) {
    return VARIABLES_OF_OTHERS.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(
            name ->
                " Java does not use the proxy of "
                    + name
                    + "; name it with -Dhttps.proxyHost and -Dhttps.proxyPort in"
                    + " JDK_JAVA_OPTIONS.")
        .orElse("");
  }
}
