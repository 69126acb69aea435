package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback that sends back what it gets. Thread-safe. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  EchoServer() throws IOException {
    this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    DaemonThreads.start("echo-accepting", this::accept);
  }

  HostPort address() {
    return new HostPort("127.0.0.1", listening.getLocalPort());
  }

  /** Bytes that have come so far, over all connections. */
  long received() {
    return received.get();
  }

  /** Connections that are open now. */
  int open() {
    return open.size();
  }

  /** Connections whose client has ended its side. */
  long ended() {
    return ended.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        open.add(client);
        DaemonThreads.start("echo", () -> echo(client));
      }
    } catch (IOException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void echo(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        received.addAndGet(read);
        out.write(buffer, 0, read);
      }
      ended.incrementAndGet();
      open.remove(client);
    } catch (IOException broken) {
      open.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
