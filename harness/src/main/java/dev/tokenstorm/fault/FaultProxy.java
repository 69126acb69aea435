package dev.tokenstorm.fault;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.statistics.SplitMix64;
import dev.tokenstorm.text.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Stands between the harness and its target on loopback, passes bytes on unread, and breaks
 * connections when a fault says so. One thread does it all. It holds {@value
 * ProxiedBytes#MOST_HELD_BYTES} bytes per connection and direction at most; then the sender waits.
 * The target's name is looked up once. Thread-safe.
 */
public final class FaultProxy implements FaultActor, AutoCloseable {
  /** Where it listens: on no address that another machine reaches. */
  public static final String HOST = "127.0.0.1";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final FaultWitness NOT_OPEN = new FaultWitness(false, "it was not open");
  private static final int SCRATCH_BYTES = 64 << 10;
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  /** How long it accepts nothing after it could not, for lack of file descriptors as a rule. */
  private static final long ACCEPT_WAIT_NANOS = Duration.ofMillis(20).toNanos();

  private final List<InetSocketAddress> addresses;
  private final NanoClock clock;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final SelectionKey accepting;
  private final LinkFaults faults;
  private final Queue<Runnable> questions = new ConcurrentLinkedQueue<>();

  /** In the order in which they were made, so that the seed draws the same ones. */
  private final List<ProxiedConnection> connections = new ArrayList<>();

  private final CountDownLatch ended = new CountDownLatch(1);
  private int firstServed;
  private volatile boolean closing;
  private volatile boolean over;

  /** Why it ended by itself. */
  private volatile Optional<String> failure = Optional.empty();

  private FaultProxy(
      List<InetSocketAddress> addresses,
      long seed,
      NanoClock clock,
      Selector selector,
      ServerSocketChannel listener,
      SelectionKey accepting) {
    this.addresses = addresses;
    this.faults = new LinkFaults(seed);
    this.clock = clock;
    this.selector = selector;
    this.listener = listener;
    this.accepting = accepting;
  }

  /** Returns the address at which a proxy listens, with a port that the system chooses. */
  static InetSocketAddress anyPort() throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
  }

  /**
   * Opens it.
   *
   * @param target where it passes bytes on to
   * @param seed of the run, which draws delays and connections
   * @throws IOException when the name does not resolve, or no socket can be had
   */
  public static FaultProxy open(HostPort target, long seed, NanoClock clock) throws IOException {
    List<InetSocketAddress> addresses =
        Arrays.stream(InetAddress.getAllByName(target.host()))
            .map(found -> new InetSocketAddress(found, target.port()))
            .toList();
    Selector selector = Selector.open();
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        listener.bind(anyPort());
        listener.configureBlocking(false);
        SelectionKey accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        FaultProxy proxy = new FaultProxy(addresses, seed, clock, selector, listener, accepting);
        DaemonThreads.start("fault-proxy", proxy::serve);
        return proxy;
      } catch (IOException e) {
        listener.close();
        throw e;
      }
    } catch (IOException e) {
      selector.close();
      throw e;
    }
  }

  /** Where it listens. */
  public HostPort address() {
    return new HostPort(HOST, listener.socket().getLocalPort());
  }

  @Override
  public void begin(PlannedFault fault) {
    var unused = ask(() -> beginHere(fault));
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    return ask(() -> endHere(fault));
  }

  /** Returns what a fault that goes on has done so far. */
  FaultWitness soFar(PlannedFault fault) {
    return ask(() -> faults.open(fault).map(OpenFault::witness).orElse(NOT_OPEN));
  }

  /** Returns why it ended before it was closed; empty if it did not. */
  public Optional<String> failure() {
    return failure;
  }

  /** Ends it, and resets the connections that are left. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      var unused = ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the proxy's own thread answer. */
  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    questions.add(
        () -> {
          try {
            refuseIfOver();
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          } catch (Error e) {
            answer.completeExceptionally(e);
            throw e;
          }
        });
    selector.wakeup();
    if (over) {
      answerAll();
    }
    return answer.join();
  }

  private void refuseIfOver() {
    if (over) {
      throw new IllegalStateException(
          "The proxy has ended" + failure.map(why -> ": " + why).orElse(""));
    }
  }

  private void answerAll() {
    for (Runnable next = questions.poll(); next != null; next = questions.poll()) {
      next.run();
    }
  }

  private boolean beginHere(PlannedFault fault) {
    OpenFault opened = faults.begin(fault, clock.nanoTime());
    if (fault.kind() instanceof FaultKind.Cut) {
      opened.connections(reset(List.copyOf(connections)));
    } else if (fault.kind() instanceof FaultKind.Reset reset) {
      opened.connections(reset(drawn(reset.share(), faults.drawSeed(fault))));
    } else if (fault.kind() instanceof FaultKind.Stall) {
      connections.forEach(connection -> opened.bytes(connection.heldBytes()));
    }
    return true;
  }

  private FaultWitness endHere(PlannedFault fault) {
    Optional<OpenFault> ended = faults.end(fault);
    if (ended.isEmpty()) {
      return NOT_OPEN;
    }
    if (isHole(fault.kind()) && faults.holes(true).isEmpty()) {
      var unused = reset(connections.stream().filter(ProxiedConnection::lost).toList());
    }
    return ended.get().witness();
  }

  private static boolean isHole(FaultKind kind) {
    return kind instanceof FaultKind.Blackhole || kind instanceof FaultKind.BlackholeReplies;
  }

  /** Some of the open connections: the nearest number to the share, and at least one. */
  private List<ProxiedConnection> drawn(double share, long drawSeed) {
    List<ProxiedConnection> left = new ArrayList<>(connections);
    long wanted = Math.min(left.size(), Math.max(1, Math.round(share * left.size())));
    List<ProxiedConnection> drawn = new ArrayList<>();
    while (drawn.size() < wanted) {
      double draw = SplitMix64.uniform(drawSeed, drawn.size());
      drawn.add(left.remove((int) (draw * left.size())));
    }
    return drawn;
  }

  /** Resets connections, and makes sure that it is done: a selector keeps a socket until then. */
  private int reset(List<ProxiedConnection> some) {
    some.forEach(ProxiedConnection::reset);
    connections.removeIf(ProxiedConnection::over);
    try {
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return some.size();
  }

  private void serve() {
    ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    try (selector;
        listener) {
      long dueNanos = ProxiedBytes.NOTHING_DUE;
      while (!closing) {
        select(dueNanos);
        long acceptNanos = acceptOrWait();
        long now = clock.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.attachment() instanceof ProxiedConnection connection) {
            connection.ready(key, scratch, now);
          }
        }
        selector.selectedKeys().clear();
        connections.removeIf(ProxiedConnection::over);
        // What came before a fault's end is of the fault.
        answerAll();
        dueNanos = Math.min(acceptNanos, flush(clock.nanoTime()));
      }
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e.toString());
    } catch (Error e) {
      failure = Optional.of(e.toString());
      throw e;
    } finally {
      connections.forEach(ProxiedConnection::reset);
      over = true;
      answerAll();
      ended.countDown();
    }
  }

  private void select(long dueNanos) throws IOException {
    if (dueNanos == ProxiedBytes.NOTHING_DUE) {
      selector.select();
    } else {
      selector.select(1 + Duration.ofNanos(dueNanos).toMillis());
    }
  }

  /** Returns nanoseconds until it looks for new connections again without being woken. */
  private long acceptOrWait() {
    try {
      accept();
      accepting.interestOps(SelectionKey.OP_ACCEPT);
      return ProxiedBytes.NOTHING_DUE;
    } catch (IOException noSocket) {
      accepting.interestOps(0);
      return ACCEPT_WAIT_NANOS;
    }
  }

  private void accept() throws IOException {
    for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
      Optional<OpenFault> cut = faults.cut();
      if (cut.isPresent()) {
        cut.get().refused();
        ProxiedConnection.reset(client);
      } else {
        takeOver(client);
      }
    }
  }

  private void takeOver(SocketChannel client) {
    try {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException gone) {
      ProxiedConnection.reset(client);
      return;
    }
    connections.add(ProxiedConnection.begin(selector, client, addresses, faults));
  }

  /** Lets bytes go, whose connections take turns to be the first where the link is narrow. */
  private long flush(long nowNanos) {
    long due = ProxiedBytes.NOTHING_DUE;
    int count = connections.size();
    for (int i = 0; i < count; i++) {
      ProxiedConnection next = connections.get((firstServed + i) % count);
      due = Math.min(due, next.flush(nowNanos));
    }
    firstServed = count == 0 ? 0 : (firstServed + 1) % count;
    connections.removeIf(ProxiedConnection::over);
    return due;
  }
}
