package dev.tokenstorm.fleet;

import dev.tokenstorm.link.Frame;
import dev.tokenstorm.link.FrameReader;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.result.CellEnd;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.run.ChildProcess;
import dev.tokenstorm.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;

/**
 * A cell as its coordinator knows it: the process, what it has said, and when. Frames are stamped
 * and handed on by a thread of its own. All else is for the coordinator's thread.
 */
final class CellSeat {
  private static final Duration FOR_EXIT = Duration.ofSeconds(5);

  /** What a JVM says of its own options. */
  private static final String OF_JVM = "Picked up ";

  private static final int LONGEST_LINE = 1_000;

  /** How far a cell has come. */
  enum State {
    STARTING,
    READY,
    RUNNING,
    ENDED,
    LOST
  }

  /**
   * Something that came from a cell.
   *
   * @param frame empty when nothing comes any more
   */
  record Message(CellSeat from, Optional<Frame> frame) {}

  private final Share share;
  private final ChildProcess process;
  private final FrameSender outbox;
  private final BlockingQueue<Message> messages;
  private final NanoClock clock;
  private final Set<Phase> ready = EnumSet.noneOf(Phase.class);
  private volatile long lastWordNanos;
  private volatile long longestSilenceNanos;
  private State state = State.STARTING;
  private boolean silent;
  private long beginSentNanos;
  private OptionalLong wayNanos = OptionalLong.empty();
  private OptionalLong lateNanos = OptionalLong.empty();
  private Optional<Interval> last = Optional.empty();
  private Optional<CellEnd> end = Optional.empty();

  CellSeat(Share share, ChildProcess process, BlockingQueue<Message> messages, NanoClock clock) {
    this.share = share;
    this.process = process;
    this.messages = messages;
    this.clock = clock;
    this.outbox = new FrameSender("tells-" + share.cell(), process.input(), () -> {});
    this.lastWordNanos = clock.nanoTime();
    DaemonThreads.start("hears-" + share.cell(), this::hear);
    DaemonThreads.start("messages-" + share.cell(), this::readMessages);
  }

  private void hear() {
    FrameReader reader = new FrameReader(process.output());
    try {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        heard();
        messages.put(new Message(this, next));
      }
    } catch (IOException noFrame) {
      // It is broken, and ends as one that went away.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var unused = messages.offer(new Message(this, Optional.empty()));
  }

  /** What the process prints as messages is a note, a line each. */
  private void readMessages() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.messages(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(OF_JVM)) {
          continue;
        }
        String shown = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        messages.put(new Message(this, Optional.of(MessageKind.NOTE.frame(shown))));
      }
    } catch (IOException e) {
      // There is nothing more to hear of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void heard() {
    long now = clock.nanoTime();
    longestSilenceNanos = Math.max(longestSilenceNanos, now - lastWordNanos);
    lastWordNanos = now;
  }

  /** This process stood still, so that it could hear nobody. */
  synchronized void forgiveSilence() {
    lastWordNanos = clock.nanoTime();
  }

  /** Silence counts from the moment on at which the cell is known to be there. */
  synchronized void forgetSilence() {
    longestSilenceNanos = 0;
    lastWordNanos = clock.nanoTime();
  }

  /** How long nothing has come of it. */
  Duration silence() {
    return Duration.ofNanos(clock.nanoTime() - lastWordNanos);
  }

  Duration longestSilence() {
    return Duration.ofNanos(longestSilenceNanos);
  }

  Share share() {
    return share;
  }

  /** What people call it. */
  String name() {
    return share.cell();
  }

  /** Its number, from 0. */
  int number() {
    return share.index();
  }

  void tell(Frame frame) {
    outbox.send(frame);
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  /** Whether something is still to come of it. */
  boolean present() {
    return state != State.ENDED && state != State.LOST;
  }

  /** Notes that it is silent; whether that is new. */
  boolean silenced() {
    boolean news = !silent;
    silent = true;
    return news;
  }

  /** Notes that it is heard; whether it was silent. */
  boolean back() {
    boolean news = silent;
    silent = false;
    return news;
  }

  void begin(long inNanos) {
    beginSentNanos = clock.nanoTime();
    tell(MessageKind.BEGIN.frame(String.valueOf(inNanos)));
  }

  /** It has heard when to begin: the word took this long at most. */
  void heardBegin() {
    wayNanos = OptionalLong.of(lastWordNanos - beginSentNanos);
  }

  void begun(long late) {
    lateNanos = OptionalLong.of(late);
  }

  /** The latest that it may have begun after the instant, in nanoseconds. */
  long latestBeginNanos() {
    return lateNanos.orElse(0) + wayNanos.orElse(0);
  }

  /** The earliest, which is by its own clock alone. */
  long earliestBeginNanos() {
    return lateNanos.orElse(0);
  }

  void phaseReady(Phase phase) {
    ready.add(phase);
  }

  boolean isReady(Phase phase) {
    return ready.contains(phase);
  }

  void add(Interval interval) {
    last = Optional.of(interval);
  }

  Optional<Interval> last() {
    return last;
  }

  void end(CellEnd how) {
    end = Optional.of(how);
  }

  Optional<CellEnd> end() {
    return end;
  }

  /** Ends the process at once. */
  void kill() {
    process.kill();
  }

  /** Lets the process end, and ends it if it does not. */
  void close() throws InterruptedException {
    try {
      tell(MessageKind.END.frame());
      outbox.close(FOR_EXIT);
      var unused = process.await(FOR_EXIT);
    } finally {
      process.close();
    }
  }

  /** Returns a sentence of the cell's, by its name. */
  String says(String sentence) {
    return "Cell %s: %s".formatted(name(), Printable.escaped(sentence));
  }
}
