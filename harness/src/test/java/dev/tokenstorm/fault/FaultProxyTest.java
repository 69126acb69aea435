package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.Notation.Misfit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real connections through the proxy to a real server, while each fault goes on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultProxyTest {
  private static final long SEED = 7;
  private static final byte[] HELLO = new byte[1000];

  private final List<Socket> clients = new ArrayList<>();
  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new EchoServer();
    proxy = FaultProxy.open(server.address(), SEED, NanoClock.SYSTEM);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    proxy.close();
    server.close();
  }

  private static PlannedFault fault(String text) throws Misfit {
    return FaultPlanTest.of("1s: " + text).faults().get(0);
  }

  private PlannedFault begun(String text) throws Misfit {
    PlannedFault fault = fault(text);
    proxy.begin(fault);
    return fault;
  }

  private Socket connected() throws IOException {
    Socket client = new Socket(proxy.address().host(), proxy.address().port());
    client.setTcpNoDelay(true);
    clients.add(client);
    return client;
  }

  /** A connection that is known to reach the server. */
  private Socket used() throws IOException {
    Socket client = connected();
    assertEchoes(client);
    return client;
  }

  private static void assertEchoes(Socket client) throws IOException {
    client.getOutputStream().write(HELLO);
    assertThat(client.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
  }

  /** A reset reaches a client as an exception, and an orderly end would not. */
  private static void assertReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  private static void await(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      assertThat(Thread.currentThread().isInterrupted()).as("gave up").isFalse();
      Thread.onSpinWait();
    }
  }

  private void awaitEffect(PlannedFault fault) {
    await(() -> proxy.soFar(fault).happened());
  }

  @Test
  void bytesGoOnUnchangedBothWaysAndSoDoesTheEnd() throws Exception {
    byte[] sent = new byte[5_000_000];
    new Random(SEED).nextBytes(sent);
    Socket client = connected();

    Thread sender =
        DaemonThreads.start(
            "sender",
            () -> {
              try {
                client.getOutputStream().write(sent);
                client.shutdownOutput();
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
    sender.join();
    assertThat(server.ended()).isEqualTo(1);
  }

  @Test
  void aCutResetsWhatIsOpenAndRefusesWhatIsNewAndThenAllIsWell() throws Exception {
    List<Socket> open = List.of(used(), used(), used());
    PlannedFault cut = begun("cut 5s");

    open.forEach(FaultProxyTest::assertReset);
    assertReset(connected());
    assertThat(proxy.end(cut)).isEqualTo(new FaultWitness(true, "3 connections reset, 1 refused"));
    assertEchoes(connected());
  }

  /** A clock that can hold the proxy's thread between what it reads and what it answers. */
  private static final class GatedClock implements NanoClock {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile boolean shut;

    @Override
    public long nanoTime() {
      if (shut) {
        reached.countDown();
        try {
          opened.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return NanoClock.SYSTEM.nanoTime();
    }
  }

  /** The connection breaks by itself in the very round of the proxy in which the cut begins. */
  @Test
  void aConnectionThatWasDeadBeforeTheCutIsNoWitnessOfIt() throws Exception {
    GatedClock clock = new GatedClock();
    try (FaultProxy gated = FaultProxy.open(server.address(), SEED, clock);
        Socket client = new Socket(gated.address().host(), gated.address().port())) {
      assertEchoes(client);
      clock.shut = true;
      client.setSoLinger(true, 0);
      client.close();
      clock.reached.await();
      PlannedFault cut = fault("cut 5s");
      Thread asking = DaemonThreads.start("asking", () -> gated.begin(cut));
      await(() -> asking.getState() == Thread.State.WAITING);
      clock.opened.countDown();
      asking.join();

      assertThat(gated.end(cut))
          .isEqualTo(new FaultWitness(false, "no connection was open, and none was made"));
    }
  }

  @Test
  void aCutOfNothingDidNotHappen() throws Exception {
    assertThat(proxy.end(begun("cut 5s")))
        .isEqualTo(new FaultWitness(false, "no connection was open, and none was made"));
  }

  @Test
  void bytesVanishInABlackHoleAndTheirConnectionIsResetAtItsEnd() throws Exception {
    Socket client = used();
    Socket quiet = used();
    long before = server.received();
    PlannedFault hole = begun("blackhole 5s");

    client.getOutputStream().write(HELLO);
    awaitEffect(hole);
    Socket later = connected();
    later.getOutputStream().write(HELLO);
    await(() -> proxy.soFar(hole).words().startsWith("2.00 kB"));

    assertThat(proxy.end(hole))
        .isEqualTo(new FaultWitness(true, "2.00 kB vanished on 2 connections"));
    assertReset(client);
    assertReset(later);
    assertEchoes(quiet);
    assertThat(server.received()).isEqualTo(before + HELLO.length);
  }

  /** A client that has gone costs no socket, and the other side does not miss it meanwhile. */
  @Test
  void anEndVanishesInABlackHoleToo() throws Exception {
    Socket client = used();
    PlannedFault hole = begun("blackhole 5s");

    client.getOutputStream().write(HELLO);
    client.shutdownOutput();
    assertReset(client);

    assertThat(server.open()).isEqualTo(1);
    assertThat(proxy.end(hole))
        .isEqualTo(new FaultWitness(true, "1.00 kB vanished on 1 connection"));
    await(() -> server.open() == 0);
    assertThat(server.ended()).isZero();
    assertEchoes(connected());
  }

  /** Its requests are not lost, so the target learns of their end. */
  @Test
  void aClientThatLeavesWhileRepliesVanishIsGoneForBothSides() throws Exception {
    Socket client = used();
    PlannedFault hole = begun("blackhole-replies 5s");
    client.getOutputStream().write(HELLO);
    awaitEffect(hole);
    client.shutdownOutput();

    assertReset(client);
    await(() -> server.ended() == 1);
    assertThat(proxy.end(hole))
        .isEqualTo(new FaultWitness(true, "1.00 kB vanished on 1 connection"));
    assertEchoes(connected());
  }

  @Test
  void repliesVanishWhileRequestsArrive() throws Exception {
    Socket client = used();
    long before = server.received();
    PlannedFault hole = begun("blackhole-replies 5s");

    client.getOutputStream().write(HELLO);
    await(() -> server.received() == before + HELLO.length);
    await(() -> proxy.soFar(hole).words().startsWith("1.00 kB"));

    assertThat(proxy.end(hole))
        .isEqualTo(new FaultWitness(true, "1.00 kB vanished on 1 connection"));
    assertReset(client);
  }

  /** Nobody is told of the inner one's end, and both have their witness. */
  @Test
  void whatIsLostInTwoHolesIsResetWhenBothAreOver() throws Exception {
    Socket client = used();
    long before = server.received();
    PlannedFault replies = begun("blackhole-replies 5s");
    client.getOutputStream().write(HELLO);
    await(() -> proxy.soFar(replies).words().startsWith("1.00 kB"));
    PlannedFault both = begun("blackhole 5s");
    client.getOutputStream().write(HELLO);
    await(() -> proxy.soFar(both).words().startsWith("1.00 kB"));

    assertThat(proxy.end(both))
        .isEqualTo(new FaultWitness(true, "1.00 kB vanished on 1 connection"));
    client.getOutputStream().write(HELLO);
    await(() -> proxy.soFar(replies).words().startsWith("2.00 kB"));
    assertThat(proxy.end(replies).words()).isEqualTo("2.00 kB vanished on 1 connection");
    assertReset(client);
    assertThat(server.received()).as("nothing after a gap").isEqualTo(before + HELLO.length);
  }

  @Test
  void aHoleThatEndsInAnotherLeavesWhatItLostToIt() throws Exception {
    Socket client = used();
    PlannedFault replies = begun("blackhole-replies 5s");
    client.getOutputStream().write(HELLO);
    awaitEffect(replies);
    PlannedFault both = begun("blackhole 5s");
    client.getOutputStream().write(HELLO);
    awaitEffect(both);

    assertThat(proxy.end(replies).words()).endsWith(" on 1 connection");
    client.getOutputStream().write(HELLO);
    await(() -> proxy.soFar(both).words().startsWith("2.00 kB"));
    assertThat(proxy.end(both).happened()).isTrue();
    assertReset(client);
  }

  @Test
  void bytesAreHeldInAStallAndGoOnAfterIt() throws Exception {
    Socket client = used();
    long before = server.received();
    PlannedFault stall = begun("stall 5s");

    client.getOutputStream().write(HELLO);
    await(() -> proxy.soFar(stall).words().startsWith("1.00 kB"));
    assertThat(server.received()).isEqualTo(before);

    assertThat(proxy.end(stall)).isEqualTo(new FaultWitness(true, "1.00 kB were held"));
    assertThat(client.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    assertEchoes(client);
  }

  /** What does not fit stays with its sender, so that memory has a bound. */
  @Test
  void aStalledConnectionHoldsAMebibyteAndNoMore() throws Exception {
    PlannedFault stall = begun("stall 5s");
    try (SocketChannel client =
        SocketChannel.open(new InetSocketAddress(proxy.address().host(), proxy.address().port()))) {
      client.configureBlocking(false);
      ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
      while (!proxy.soFar(stall).words().startsWith("1.05 MB")) {
        client.write(bytes.clear());
      }
      int refused = 0;
      while (refused < 1000) {
        refused = client.write(bytes.clear()) == 0 ? refused + 1 : 0;
      }
      assertThat(proxy.end(stall).words()).isEqualTo("1.05 MB were held");
    }
  }

  /** Each way takes 40 to 60 ms, so the shortest round trip takes 80. */
  @Test
  void delayedBytesComeLaterAndInTheirOrder() throws Exception {
    Socket client = used();
    PlannedFault delay = begun("delay 50ms±10ms for 5s");

    long start = NanoClock.SYSTEM.nanoTime();
    OutputStream out = client.getOutputStream();
    byte[] sent = new byte[200];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) i;
      out.write(sent[i]);
    }

    assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
    assertThat(NanoClock.SYSTEM.nanoTime() - start).isGreaterThan(Duration.ofMillis(80).toNanos());
    assertThat(proxy.end(delay)).isEqualTo(new FaultWitness(true, "400 B went on later"));
    assertEchoes(client);
  }

  @Test
  void whatADelayHoldsGoesOnAtItsEndAndNothingLaterWaits() throws Exception {
    Socket client = used();
    PlannedFault delay = begun("delay 1h for 1h");
    client.getOutputStream().write(HELLO);
    awaitEffect(delay);

    assertThat(proxy.end(delay)).isEqualTo(new FaultWitness(true, "1.00 kB went on later"));
    assertThat(client.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    assertEchoes(client);
  }

  /** What the first holds is none of the second's business. */
  @Test
  void aDelayThatFollowsAnotherDoesNotWaitForIt() throws Exception {
    Socket client = used();
    PlannedFault first = begun("delay 1h for 1h");
    client.getOutputStream().write(HELLO);
    awaitEffect(first);
    var unused = proxy.end(first);
    PlannedFault second = begun("delay 1ms for 1h");

    assertThat(client.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    assertEchoes(client);
    assertThat(proxy.end(second).happened()).isTrue();
  }

  /** Both connections share the link, which may carry 20 ms' worth at once. */
  @Test
  void aNarrowLinkCarriesNoMoreThanItsBytesPerSecond() throws Exception {
    List<Socket> both = List.of(used(), used());
    PlannedFault narrow = begun("bandwidth 1MB/s for 5s");
    byte[] sent = new byte[150_000];

    long start = NanoClock.SYSTEM.nanoTime();
    for (Socket client : both) {
      client.getOutputStream().write(sent);
    }
    for (Socket client : both) {
      assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
    }

    assertThat(NanoClock.SYSTEM.nanoTime() - start).isGreaterThan(Duration.ofMillis(280).toNanos());
    FaultWitness witness = proxy.end(narrow);
    assertThat(witness.happened()).isTrue();
    assertThat(witness.words()).endsWith(" had to wait");
  }

  @Test
  void aLinkThatIsWideEnoughIsNoFault() throws Exception {
    Socket client = used();
    PlannedFault wide = begun("bandwidth 100GB/s for 5s");
    assertEchoes(client);

    assertThat(proxy.end(wide)).isEqualTo(new FaultWitness(false, "no bytes had to wait"));
  }

  /** Which of some connections a reset breaks. */
  private Set<Integer> broken(FaultProxy through, String text, int count) throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket client = new Socket(through.address().host(), through.address().port());
      clients.add(client);
      open.add(client);
      assertEchoes(client);
    }
    PlannedFault reset = fault(text);
    through.begin(reset);
    FaultWitness witness = through.end(reset);
    Set<Integer> broken = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      try {
        open.get(i).getOutputStream().write(HELLO);
        if (open.get(i).getInputStream().readNBytes(HELLO.length).length < HELLO.length) {
          broken.add(i);
        }
      } catch (SocketException e) {
        broken.add(i);
      }
    }
    assertThat(witness.words()).startsWith(broken.size() + " connection");
    assertThat(witness.happened()).isTrue();
    return broken;
  }

  private FaultProxy another(long seed) throws IOException {
    return FaultProxy.open(server.address(), seed, NanoClock.SYSTEM);
  }

  @Test
  void aResetBreaksItsShareOfTheConnectionsDrawnByTheSeed() throws Exception {
    try (FaultProxy same = another(SEED);
        FaultProxy other = another(SEED + 1)) {
      Set<Integer> first = broken(proxy, "reset 10%", 30);

      assertThat(first).hasSize(3);
      assertThat(broken(same, "reset 10%", 30)).isEqualTo(first);
      assertThat(broken(other, "reset 10%", 30)).hasSize(3).isNotEqualTo(first);
    }
  }

  @Test
  void aResetBreaksOneConnectionAtLeastAndAllOfThemIfItSaysSo() throws Exception {
    assertThat(broken(proxy, "reset 1%", 3)).hasSize(1);
    try (FaultProxy all = another(SEED)) {
      assertThat(broken(all, "reset 100%", 3)).hasSize(3);
    }
    try (FaultProxy none = another(SEED)) {
      PlannedFault reset = fault("reset 10%");
      none.begin(reset);
      assertThat(none.end(reset)).isEqualTo(new FaultWitness(false, "no connection was open"));
    }
  }

  @Test
  void faultsOfTwoKindsGoOnAtOnce() throws Exception {
    Socket client = used();
    PlannedFault stall = begun("stall 5s");
    PlannedFault cut = begun("cut 5s");

    assertReset(client);
    assertThat(proxy.end(cut).happened()).isTrue();
    Socket second = connected();
    second.getOutputStream().write(HELLO);
    awaitEffect(stall);
    assertThat(proxy.end(stall).happened()).isTrue();
    assertThat(second.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
  }

  @Test
  void aTargetThatRefusesIsARefusalOfTheProxyToo() throws Exception {
    HostPort nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new HostPort("127.0.0.1", free.getLocalPort());
    }
    try (FaultProxy lonely = FaultProxy.open(nobody, SEED, NanoClock.SYSTEM);
        Socket client = new Socket(lonely.address().host(), lonely.address().port())) {
      assertReset(client);
    }
  }

  @Test
  void aTargetThatResetsIsAResetForTheClient() throws Exception {
    Socket client = used();
    server.close();

    assertThat(endOf(client)).isTrue();
  }

  private static boolean endOf(Socket client) throws IOException {
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void aProxyThatIsClosedLeavesNothingOpenAndCarriesOutNoFault() throws Exception {
    Socket client = used();
    HostPort address = proxy.address();
    proxy.close();

    assertReset(client);
    assertThat(proxy.failure()).isEmpty();
    assertThatThrownBy(() -> new Socket(address.host(), address.port()).close())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> begun("cut 5s")).hasMessageContaining("The proxy has ended");
  }

  /** The first time is the proxy's own, and the second that of the fault's begin. */
  @Test
  void anErrorOfTheProxyReachesWhoAskedAndIsToldFromThenOn() throws Exception {
    AtomicInteger times = new AtomicInteger();
    NanoClock failing =
        () -> {
          if (times.incrementAndGet() == 2) {
            throw new AssertionError("the clock broke");
          }
          return NanoClock.SYSTEM.nanoTime();
        };
    PlannedFault stall = fault("stall 5s");
    try (FaultProxy broken = FaultProxy.open(server.address(), SEED, failing)) {
      assertThatThrownBy(() -> broken.begin(stall)).hasRootCauseMessage("the clock broke");
      assertThatThrownBy(() -> broken.end(stall))
          .hasRootCauseMessage("The proxy has ended: java.lang.AssertionError: the clock broke");
      assertThat(broken.failure()).contains("java.lang.AssertionError: the clock broke");
    }
  }
}
