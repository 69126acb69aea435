package dev.tokenstorm.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tokenstorm.measurement.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on a loopback port that knows CONNECT: it answers with a status of the test's, or
 * leads every connection to one port, for those who give the right password if it wants one.
 */
public final class ConnectProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final String status;
  private final int leadsTo;
  private final String credentials;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private ConnectProxy(String status, int leadsTo, String credentials) throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.status = status;
    this.leadsTo = leadsTo;
    this.credentials = credentials;
    daemon(this::serve);
  }

  /** Answers every CONNECT so; with an empty status it closes the connection instead. */
  public static ConnectProxy answering(String status) throws IOException {
    return new ConnectProxy(status, 0, "");
  }

  /**
   * Leads to a port of this machine.
   *
   * @param credentials user and password, with a colon between; empty if anybody may use it
   */
  public static ConnectProxy leadingTo(int port, String credentials) throws IOException {
    return new ConnectProxy("200 Connection established", port, credentials);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** What it was asked to connect to. */
  public List<String> asked() {
    return asked;
  }

  private void serve() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        daemon(() -> answer(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(Socket client) {
    try {
      String request = head(client.getInputStream());
      asked.add(request.split(" ", -1)[1]);
      String right =
          "proxy-authorization: basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(US_ASCII));
      boolean allowed =
          credentials.isEmpty() || request.lines().anyMatch(line -> line.equalsIgnoreCase(right));
      if (!status.isEmpty()) {
        String line =
            allowed
                ? status
                : "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"";
        client.getOutputStream().write(("HTTP/1.1 " + line + "\r\n\r\n").getBytes(US_ASCII));
      }
      if (allowed && leadsTo > 0) {
        Socket target = new Socket(InetAddress.getLoopbackAddress(), leadsTo);
        open.add(target);
        daemon(() -> copy(target, client));
        copy(client, target);
      } else {
        client.close();
      }
    } catch (IOException closed) {
      // Whoever asked sees that as well.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
    } catch (IOException closed) {
      // Both are closed now.
    }
  }

  private static void daemon(Runnable task) {
    DaemonThreads.start("connect-proxy", task);
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
