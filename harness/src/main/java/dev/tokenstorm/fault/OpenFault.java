package dev.tokenstorm.fault;

import dev.tokenstorm.text.Humanize;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;

/** A fault that goes on, and what it has done so far. For one thread. */
final class OpenFault {
  private final PlannedFault fault;
  private final Set<SocketChannel> lossy = new HashSet<>();
  private long bytes;
  private long connections;
  private long refused;

  OpenFault(PlannedFault fault) {
    this.fault = fault;
  }

  PlannedFault fault() {
    return fault;
  }

  /** It held or delayed bytes. */
  void bytes(long count) {
    bytes += count;
  }

  /**
   * Bytes of a connection vanished in it, or their end did.
   *
   * @param client names the connection
   */
  void vanished(SocketChannel client, int count) {
    bytes += count;
    connections += lossy.add(client) ? 1 : 0;
  }

  /** It broke connections. */
  void connections(long count) {
    connections += count;
  }

  /** It refused a new connection. */
  void refused() {
    refused++;
  }

  /** What it did. */
  FaultWitness witness() {
    FaultKind kind = fault.kind();
    if (kind instanceof FaultKind.Cut) {
      return cut();
    }
    if (kind instanceof FaultKind.Reset) {
      return connections == 0
          ? new FaultWitness(false, "no connection was open")
          : new FaultWitness(true, reset());
    }
    if (kind instanceof FaultKind.Stall) {
      return ofBytes("were held", "");
    }
    if (kind instanceof FaultKind.SlowLink) {
      return ofBytes("went on later", "");
    }
    if (kind instanceof FaultKind.Bandwidth) {
      return ofBytes("had to wait", "");
    }
    return ofBytes("vanished", " on " + Humanize.count(connections, "connection"));
  }

  private FaultWitness ofBytes(String did, String where) {
    return bytes > 0
        ? new FaultWitness(true, Humanize.bytes(bytes) + " " + did + where)
        : new FaultWitness(false, "no bytes " + did);
  }

  private FaultWitness cut() {
    if (connections == 0 && refused == 0) {
      return new FaultWitness(false, "no connection was open, and none was made");
    }
    return new FaultWitness(
        true, reset() + (refused == 0 ? "" : ", " + Humanize.count(refused) + " refused"));
  }

  private String reset() {
    return Humanize.count(connections, "connection") + " reset";
  }
}
