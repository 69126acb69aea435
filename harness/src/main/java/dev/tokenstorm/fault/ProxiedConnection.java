package dev.tokenstorm.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A connection of the harness's, and the one to the target that belongs to it. For one thread; what
 * goes wrong with a socket ends both.
 */
final class ProxiedConnection {
  private final Selector selector;
  private final SocketChannel client;
  private final Iterator<InetSocketAddress> addresses;
  private final LinkFaults faults;

  /** The socket to the target, which may still be connecting. */
  private Optional<SelectionKey> target = Optional.empty();

  /** What there is once it is connected. */
  private Optional<Linked> linked = Optional.empty();

  /** Whether a socket broke while bytes vanish, which the other must not learn yet. */
  private boolean broken;

  /** Whether the client ended while bytes vanish: nothing can reach it any more. */
  private boolean clientLeft;

  private boolean over;

  private record Linked(SelectionKey client, ProxiedBytes requests, ProxiedBytes replies) {}

  private ProxiedConnection(
      Selector selector,
      SocketChannel client,
      List<InetSocketAddress> addresses,
      LinkFaults faults) {
    this.selector = selector;
    this.client = client;
    this.addresses = addresses.iterator();
    this.faults = faults;
  }

  /**
   * Takes over a connection, and begins to connect to the target.
   *
   * @param client has been accepted
   * @param addresses of the target, the first to be tried first
   */
  static ProxiedConnection begin(
      Selector selector,
      SocketChannel client,
      List<InetSocketAddress> addresses,
      LinkFaults faults) {
    ProxiedConnection begun = new ProxiedConnection(selector, client, addresses, faults);
    begun.connectToNext();
    return begun;
  }

  private void connectToNext() {
    while (addresses.hasNext()) {
      try {
        SocketChannel next = SocketChannel.open();
        try {
          next.configureBlocking(false);
          next.setOption(StandardSocketOptions.TCP_NODELAY, true);
          boolean connected = next.connect(addresses.next());
          target = Optional.of(next.register(selector, SelectionKey.OP_CONNECT, this));
          if (connected) {
            link();
          }
          return;
        } catch (IOException refused) {
          next.close();
        }
      } catch (IOException noSocket) {
        break;
      }
    }
    reset();
  }

  private void link() throws IOException {
    SelectionKey targetKey = target.orElseThrow();
    SocketChannel upstream = (SocketChannel) targetKey.channel();
    linked =
        Optional.of(
            new Linked(
                client.register(selector, SelectionKey.OP_READ, this),
                new ProxiedBytes(false, client, upstream, faults),
                new ProxiedBytes(true, upstream, client, faults)));
    targetKey.interestOps(SelectionKey.OP_READ);
  }

  /** One of its sockets is ready: goes on connecting, or takes what has come. */
  void ready(SelectionKey key, ByteBuffer scratch, long nowNanos) {
    try {
      if (key.isConnectable()) {
        finishConnecting((SocketChannel) key.channel());
      } else if (key.isReadable() && linked.isPresent()) {
        Linked both = linked.get();
        (key == both.client ? both.requests : both.replies).read(scratch, nowNanos);
        leaveIfLost(both);
      }
    } catch (IOException e) {
      breakOff();
    }
  }

  /**
   * Lets go of the socket of a client that has ended in a black hole, so that those of clients that
   * connect anew do not add up. The target must not learn of it before the hole is over.
   */
  private void leaveIfLost(Linked both) {
    if (!both.requests.ended() || !lost()) {
      return;
    }
    clientLeft = true;
    reset(client);
    if (both.replies.ended()) {
      reset();
    }
  }

  private void finishConnecting(SocketChannel upstream) throws IOException {
    try {
      upstream.finishConnect();
    } catch (IOException refused) {
      upstream.close();
      connectToNext();
      return;
    }
    link();
  }

  /**
   * Passes on what may go, both ways.
   *
   * @return nanoseconds until more may go; {@link ProxiedBytes#NOTHING_DUE} when that is no matter
   *     of time
   */
  long flush(long nowNanos) {
    if (over || broken || linked.isEmpty()) {
      return ProxiedBytes.NOTHING_DUE;
    }
    Linked both = linked.get();
    try {
      long due = both.requests.flush(nowNanos);
      if (!clientLeft) {
        due = Math.min(due, both.replies.flush(nowNanos));
      }
      if (both.requests.over() && both.replies.over()) {
        close();
      } else {
        if (!clientLeft) {
          both.client.interestOps(interest(both.requests, both.replies));
        }
        target.orElseThrow().interestOps(interest(both.replies, both.requests));
      }
      return due;
    } catch (IOException e) {
      breakOff();
      return ProxiedBytes.NOTHING_DUE;
    }
  }

  /** What a socket waits for. */
  private static int interest(ProxiedBytes fromIt, ProxiedBytes toIt) {
    return (fromIt.wantsMore() ? SelectionKey.OP_READ : 0)
        | (toIt.blocked() ? SelectionKey.OP_WRITE : 0);
  }

  private void breakOff() {
    if (lost()) {
      broken = true;
      linked.filter(both -> !clientLeft).ifPresent(both -> both.client.interestOps(0));
      target.ifPresent(key -> key.interestOps(0));
    } else {
      reset();
    }
  }

  /** Whether bytes of it have vanished. */
  boolean lost() {
    return linked.filter(both -> both.requests.lost() || both.replies.lost()).isPresent();
  }

  /** What it holds, both ways. */
  long heldBytes() {
    return linked
        .map(both -> (long) both.requests.heldBytes() + both.replies.heldBytes())
        .orElse(0L);
  }

  /** Whether it is closed. */
  boolean over() {
    return over;
  }

  /** Breaks both sockets, as a process does that was killed. */
  void reset() {
    reset(client);
    target.ifPresent(key -> reset((SocketChannel) key.channel()));
    over = true;
  }

  private void close() {
    close(client);
    target.ifPresent(key -> close((SocketChannel) key.channel()));
    over = true;
  }

  /** Closes a socket so that its other end is told of a reset. */
  static void reset(SocketChannel socket) {
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException closedBefore) {
      // What is left to do is the same.
    }
    close(socket);
  }

  private static void close(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // The socket is of no use any more, and nobody can be told.
    }
  }
}
