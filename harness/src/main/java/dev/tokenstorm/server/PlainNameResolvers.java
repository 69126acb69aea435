package dev.tokenstorm.server;

import dev.tokenstorm.text.HostPort;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes resolvers for host names that gRPC's own refuses; gRPC finds it as a service. A target of
 * its scheme has port and name in its path, where a URI allows any character.
 */
public final class PlainNameResolvers extends NameResolverProvider {
  private static final String SCHEME = "tokenstorm-host";

  /** Below gRPC's own, whose scheme stays the default one. */
  private static final int PRIORITY = 1;

  /** A target whose name is looked up as it is. */
  static String target(HostPort address) {
    return SCHEME + ":///" + address.port() + "/" + address.host().replace("%", "%25");
  }

  @Override
  public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
    if (!SCHEME.equals(target.getScheme())) {
      return null;
    }
    String[] path = target.getPath().substring(1).split("/", 2);
    return new PlainNameResolver(new HostPort(path[1], Integer.parseInt(path[0])), args);
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return PRIORITY;
  }
}
