package dev.tokenstorm.fleet;

import dev.tokenstorm.fleet.CellSeat.State;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.merge.FleetRecorder;
import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.result.CellText;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.FleetReport;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The life of a fleet from the first message to the result: all cells begin at one instant, leave
 * each phase together, and are missed when they are not heard. No cell's clock is subtracted from
 * another's, nor from this process's. For one thread.
 */
final class Coordination {
  /** Without a word for so long, a cell is silent, which is told at once. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  /** Without a word for so long, it is lost. */
  private static final Duration LOST = Duration.ofSeconds(15);

  /** A JVM that starts beside many others on few cores has said nothing yet. */
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  /** Longer than a word takes, also to a cell that collects garbage. */
  private static final Duration TO_BEGIN = Duration.ofMillis(300);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int MOST_NOTES = 200;

  private final RunFacts facts;
  private final Target target;
  private final List<CellSeat> seats;
  private final BlockingQueue<CellSeat.Message> messages;
  private final Consumer<String> notes;
  private final FleetGenerator asking;
  private final FleetRecorder recorder;
  private final List<CellFigures> figures = new ArrayList<>();
  private final Set<String> noted = new HashSet<>();
  private final Set<Phase> over = EnumSet.noneOf(Phase.class);
  private final List<String> lost = new ArrayList<>();
  private final NanoClock clock = NanoClock.SYSTEM;
  private boolean begun;
  private volatile boolean finished;

  Coordination(
      RunFacts facts,
      Target target,
      List<CellSeat> seats,
      BlockingQueue<CellSeat.Message> messages,
      Consumer<Interval> sink,
      Consumer<String> notes,
      FleetGenerator asking) {
    this.facts = facts;
    this.target = target;
    this.seats = seats;
    this.messages = messages;
    this.notes = notes;
    this.asking = asking;
    this.recorder = new FleetRecorder(facts, seats.size(), sink);
    seats.forEach(seat -> figures.add(new CellFigures(facts, seat.share())));
  }

  /**
   * Runs to the end of the last cell.
   *
   * @param version of this program, which the cells must have as well
   * @throws TargetException when a cell cannot run
   */
  RunResult run(String version) throws InterruptedException {
    // Words go out also while an interval is written to a slow disk.
    DaemonThreads.start("fleet-words", this::talk);
    try {
      long lookedNanos = clock.nanoTime();
      while (anyOf(CellSeat::present)) {
        Optional<CellSeat.Message> next =
            Optional.ofNullable(messages.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS));
        long now = clock.nanoTime();
        if (now - lookedNanos > SILENT.toNanos()) {
          seats.forEach(CellSeat::forgiveSilence);
        }
        lookedNanos = now;
        if (next.isPresent()) {
          take(next.get(), version);
        }
        look();
      }
      return result();
    } finally {
      finished = true;
    }
  }

  private boolean anyOf(Predicate<CellSeat> what) {
    return seats.stream().anyMatch(what);
  }

  private void talk() {
    try {
      while (!finished) {
        seats.forEach(seat -> seat.tell(MessageKind.WORD.frame()));
        TimeUnit.NANOSECONDS.sleep(CellProcess.BETWEEN_WORDS.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(CellSeat.Message message, String version) {
    CellSeat seat = message.from();
    if (message.frame().isEmpty()) {
      if (seat.present()) {
        lose(seat, "went away");
      }
      return;
    }
    Optional<MessageKind> kind = MessageKind.of(message.frame().get());
    if (kind.isEmpty() || seat.state() == State.LOST) {
      return;
    }
    String text = message.frame().get().text();
    switch (kind.get()) {
      case HELLO -> {
        if (!text.equals(CellProcess.hello(version))) {
          throw new TargetException(
              seat.says("it is of another build than this process; start both from one."));
        }
      }
      case READY -> {
        seat.become(State.READY);
        begin();
      }
      case HEARD -> seat.heardBegin();
      case BEGUN -> seat.begun(number(text));
      case INTERVAL ->
          CellText.interval(text, facts.startedAt())
              .ifPresentOrElse(
                  interval -> add(seat, interval), () -> lose(seat, "sent a damaged interval"));
      case PHASE_READY ->
          Keyed.find(Phase.class, text)
              .ifPresent(
                  phase -> {
                    seat.phaseReady(phase);
                    moveOn();
                  });
      case NOTE -> note(seat.says(text));
      case RESULT ->
          CellText.end(text)
              .ifPresentOrElse(
                  end -> {
                    seat.end(end);
                    seat.become(State.ENDED);
                    recorder.ended(seat.number());
                    moveOn();
                  },
                  () -> lose(seat, "sent a damaged result"));
      case FAILED -> {
        if (!begun) {
          throw new TargetException(seat.says(text));
        }
        lose(seat, "could not go on (%s)".formatted(text));
      }
      case PLAN, BEGIN, WORD, GO_ON, STOP, ABORT, END -> {}
    }
  }

  private static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException none) {
      return 0;
    }
  }

  private void add(CellSeat seat, Interval interval) {
    seat.add(interval);
    figures.get(seat.number()).accept(interval);
    recorder.accept(seat.number(), interval);
  }

  /** All begin so long after this moment, each by its own clock. */
  private void begin() {
    if (begun || anyOf(seat -> seat.state() != State.READY)) {
      return;
    }
    begun = true;
    long beginNanos = clock.nanoTime() + TO_BEGIN.toNanos();
    for (CellSeat seat : seats) {
      seat.become(State.RUNNING);
      seat.forgetSilence();
      seat.begin(beginNanos - clock.nanoTime());
    }
  }

  /** Nobody leaves a phase before all that are there have done what it is for. */
  private void moveOn() {
    for (Phase phase : Phase.values()) {
      if (!over.contains(phase)
          && anyOf(seat -> seat.isReady(phase))
          && seats.stream().filter(CellSeat::present).allMatch(seat -> seat.isReady(phase))) {
        over.add(phase);
        seats.forEach(seat -> seat.tell(MessageKind.GO_ON.frame(phase.key())));
      }
    }
  }

  private void look() {
    for (CellSeat seat : seats) {
      if (!seat.present()) {
        continue;
      }
      Duration silence = seat.silence();
      if (seat.state() == State.STARTING) {
        if (silence.compareTo(LONGEST_START) > 0) {
          lose(seat, "did not start within " + Humanize.seconds(Nanos.toSeconds(LONGEST_START)));
        }
      } else if (silence.compareTo(LOST) >= 0) {
        lose(seat, "was without a word for " + Humanize.seconds(Nanos.toSeconds(silence)));
      } else if (silence.compareTo(SILENT) >= 0) {
        if (seat.silenced()) {
          notes.accept(
              "Cell %s is silent: no word of it for %s."
                  .formatted(seat.name(), Humanize.seconds(Nanos.toSeconds(silence))));
        }
      } else if (seat.back()) {
        notes.accept("Cell %s is back.".formatted(seat.name()));
      }
    }
  }

  /** Its load is not moved to others: they drain, as no figure would be that of the plan. */
  private void lose(CellSeat seat, String how) {
    seat.kill();
    seat.become(State.LOST);
    recorder.lost(seat.number());
    String sentence = "Cell %s was lost: it %s.".formatted(seat.name(), how);
    if (!begun) {
      throw new TargetException(sentence);
    }
    lost.add(sentence);
    notes.accept(sentence);
    asking.stop(new Ending(Ending.How.CELL_LOST, sentence + " The others drained."));
    moveOn();
  }

  private void note(String sentence) {
    if (noted.size() < MOST_NOTES && noted.add(sentence)) {
      notes.accept(sentence);
    }
  }

  private RunResult result() throws InterruptedException {
    List<CellReport> reports = new ArrayList<>();
    for (CellSeat seat : seats) {
      if (seat.end().isEmpty()) {
        seat.end(LostCell.end(facts, target, seat, notes));
      }
      recorder.end(seat.number(), seat.end().orElseThrow());
      reports.add(figures.get(seat.number()).report(seat));
    }
    Optional<Ending> ending = ending();
    RunResult result = ending.isPresent() ? recorder.finish(ending.get()) : recorder.finish();
    return result.with(new FleetReport(reports, spread()));
  }

  /** Empty where the cells say best how the run ended. */
  private Optional<Ending> ending() {
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Ending(
                Ending.How.CELL_LOST, String.join(" ", lost) + " The others drained."));
  }

  private Duration spread() {
    long latest = seats.stream().mapToLong(CellSeat::latestBeginNanos).max().orElse(0);
    long earliest = seats.stream().mapToLong(CellSeat::earliestBeginNanos).min().orElse(0);
    return Duration.ofNanos(Math.max(0, latest - earliest));
  }
}
