package dev.tokenstorm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback that the system gives to nobody else, as a socket holds each of them until this
 * JVM ends. A port that was free a moment ago may be another test's by the time it is used.
 */
public final class LoopbackPorts {
  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");
  private static final Queue<Socket> HELD = new ConcurrentLinkedQueue<>();
  private static final int LOW_PORT = 20_000;
  private static final int HIGH_PORT = 32_768;

  private LoopbackPorts() {}

  /** A port on which nobody listens or will: connections to it are refused. */
  public static int silent() {
    Socket socket = bound(false);
    HELD.add(socket);
    return socket.getLocalPort();
  }

  /**
   * A port for one server after the other. Linux lets whoever sets SO_REUSEADDR, as servers do,
   * listen on a port that another socket holds by that option and does not listen on. Other systems
   * do not, so there the port is only free at this moment.
   */
  public static int forServer() {
    return kept(bound(true));
  }

  /** The same below 32,768, as more does not fit into a server's tables in PostgreSQL. */
  public static int lowForServer() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOW_PORT, HIGH_PORT);
      // A shared socket can be bound beside one that is held, so another one asks first.
      Socket probe = unbound(false);
      boolean free = binds(probe, port);
      close(probe);
      if (free) {
        Socket socket = unbound(true);
        if (binds(socket, port)) {
          return kept(socket);
        }
        close(socket);
      }
    }
  }

  private static boolean binds(Socket socket, int port) {
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static int kept(Socket socket) {
    int port = socket.getLocalPort();
    if (LINUX) {
      HELD.add(socket);
    } else {
      close(socket);
    }
    return port;
  }

  private static Socket unbound(boolean shared) {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(shared);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket bound(boolean shared) {
    Socket socket = unbound(shared);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
