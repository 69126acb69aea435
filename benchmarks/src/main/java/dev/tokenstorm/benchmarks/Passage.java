package dev.tokenstorm.benchmarks;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.fault.CallProxy;
import dev.tokenstorm.fault.FaultProxy;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What stands between a benchmark and its server, in this process as in a run with {@code --fault}:
 * nothing, or proxies through which nothing goes wrong. For one thread.
 */
final class Passage implements AutoCloseable {
  private static final long SEED = 1;

  private final String address;

  /** The last to be opened is the first to be closed. */
  private final Deque<AutoCloseable> open;

  private Passage(String address, Deque<AutoCloseable> open) {
    this.address = address;
    this.open = open;
  }

  /**
   * Opens it.
   *
   * @param kind {@code none}, {@code bytes}, {@code calls}, or {@code both}
   * @param server address of the server
   */
  static Passage open(String kind, String server) throws IOException {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    Target target =
        Target.open(
            Plans.of("target", server).target(),
            new NoopScope(),
            new RpcStatuses(),
            new ReplyWatch(NanoClock.SYSTEM));
    open.push(target);
    String address = server;
    switch (kind) {
      case "none" -> {}
      case "bytes" -> address = bytes(target.socket(), open);
      case "calls" -> address = calls(target, open).address().toString();
      case "both" -> address = bytes(calls(target, open).address(), open);
      default -> throw new IllegalArgumentException("no passage named " + kind);
    }
    return new Passage(address, open);
  }

  private static String bytes(HostPort onward, Deque<AutoCloseable> open) throws IOException {
    FaultProxy proxy = FaultProxy.open(onward, SEED, NanoClock.SYSTEM);
    open.push(proxy);
    return proxy.address().toString();
  }

  private static CallProxy calls(Target target, Deque<AutoCloseable> open) throws IOException {
    CallProxy proxy = CallProxy.open(target::bareChannel, SEED);
    open.push(proxy);
    return proxy;
  }

  /** Returns where to connect in place of the server. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
