package dev.tokenstorm.server;

import dev.tokenstorm.text.HostPort;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Looks up one host name as the JDK does, again whenever a connection is lost. All its methods are
 * called in the channel's synchronization context.
 */
final class PlainNameResolver extends NameResolver {
  private final HostPort address;
  private final ProxyDetector proxies;
  private final Executor lookups;
  private final SynchronizationContext context;
  private Listener2 listener = new Unheard();
  private boolean resolving;
  private boolean closed;

  PlainNameResolver(HostPort address, Args args) {
    this.address = address;
    this.proxies = args.getProxyDetector();
    this.context = args.getSynchronizationContext();
    Executor offload = args.getOffloadExecutor();
    this.lookups = offload == null ? task -> new Thread(task, "host-lookup").start() : offload;
  }

  @Override
  public String getServiceAuthority() {
    return address.toString();
  }

  @Override
  public void start(Listener2 listener) {
    this.listener = listener;
    resolve();
  }

  @Override
  public void refresh() {
    resolve();
  }

  private void resolve() {
    if (resolving || closed) {
      return;
    }
    resolving = true;
    lookups.execute(
        () -> {
          ResolutionResult result = lookUp();
          context.execute(
              () -> {
                resolving = false;
                if (!closed) {
                  listener.onResult2(result);
                }
              });
        });
  }

  private ResolutionResult lookUp() {
    return ResolutionResult.newBuilder().setAddressesOrError(addresses()).build();
  }

  private StatusOr<List<EquivalentAddressGroup>> addresses() {
    try {
      ProxiedSocketAddress proxied =
          proxies.proxyFor(InetSocketAddress.createUnresolved(address.host(), address.port()));
      if (proxied != null) {
        return StatusOr.fromValue(List.of(new EquivalentAddressGroup(proxied)));
      }
      return StatusOr.fromValue(
          Arrays.stream(InetAddress.getAllByName(address.host()))
              .map(
                  found -> new EquivalentAddressGroup(new InetSocketAddress(found, address.port())))
              .toList());
    } catch (IOException e) {
      return StatusOr.fromStatus(
          Status.UNAVAILABLE
              .withDescription("Unable to resolve host " + address.host())
              .withCause(e));
    }
  }

  @Override
  public void shutdown() {
    closed = true;
  }

  /** Stands in until the channel listens. */
  private static final class Unheard extends Listener2 {
    @Override
    public void onResult(ResolutionResult result) {}

    @Override
    public void onError(Status error) {}
  }
}
