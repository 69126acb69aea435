package dev.tokenstorm.server;

import dev.tokenstorm.measurement.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What may stand between the harness and a server: passes bytes on until it is told to stop, and
 * resets each connection that has reached an age once it is told to. On loopback only. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InetSocketAddress server;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private volatile Optional<Duration> greatestAge = Optional.empty();
  private volatile boolean resetsFirstRequest;
  private boolean frozen;

  /**
   * @param port the server's, on loopback
   */
  public TcpProxy(int port) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("proxy-accepting", this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Passes nothing on any more, and breaks no connection, as a server that stands still. */
  public synchronized void freeze() {
    frozen = true;
  }

  private synchronized void awaitThaw() throws IOException {
    try {
      while (frozen) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Resets each connection at an age, from its opening or from now on. */
  public void cutAt(Duration age) {
    greatestAge = Optional.of(age);
    open.forEach(this::resetAtAge);
  }

  /** Resets each connection once its first bytes are there, and passes none of them on. */
  public void resetAtFirstBytes() {
    resetsFirstRequest = true;
  }

  private void resetAtAge(Socket socket) {
    greatestAge.ifPresent(
        age -> {
          var unused = timer.schedule(() -> reset(socket), age.toNanos(), TimeUnit.NANOSECONDS);
        });
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket upstream = new Socket();
      open.add(client);
      open.add(upstream);
      upstream.connect(server);
      start("proxy-requests", () -> pump(client, upstream));
      start("proxy-answers", () -> pump(upstream, client));
      resetAtAge(client);
      resetAtAge(upstream);
    }
  }

  private void pump(Socket from, Socket to) throws IOException {
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (resetsFirstRequest) {
          return;
        }
        awaitThaw();
        out.write(buffer, 0, read);
      }
    } finally {
      reset(from);
      reset(to);
    }
  }

  /** Closes with a reset, as a process does that was killed. */
  private void reset(Socket socket) {
    if (open.remove(socket)) {
      try (socket) {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    timer.shutdownNow();
    open.forEach(this::reset);
    synchronized (this) {
      frozen = false;
      notifyAll();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** A connection that ends, or a proxy that is closed, ends its threads. */
  private static void start(String name, Work work) {
    DaemonThreads.start(
        name,
        () -> {
          try {
            work.run();
          } catch (IOException closed) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
