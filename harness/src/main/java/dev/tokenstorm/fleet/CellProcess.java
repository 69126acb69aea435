package dev.tokenstorm.fleet;

import dev.tokenstorm.link.Frame;
import dev.tokenstorm.link.FrameReader;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.CellEnd;
import dev.tokenstorm.result.CellText;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.FleetCell;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that runs one cell of a fleet. It does what its coordinator says on a stream, and tells
 * it on another one. Without its coordinator it starts nothing more, drains, ends what is open, and
 * keeps its folder. {@link #run} is called once.
 */
public final class CellProcess {
  /** A sign of life for whoever reads. */
  static final Duration BETWEEN_WORDS = Duration.ofMillis(500);

  /** Half of it for the drain, and the rest to end what is open, once the coordinator is gone. */
  private static final Duration ALONE = Duration.ofSeconds(10);

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final FrameReader reader;
  private final FrameSender outbox;
  private final Path folder;
  private final RunContext context;
  private final Lease lease = new Lease(NanoClock.SYSTEM);
  private final FleetMover mover;
  private final CountDownLatch ordered = new CountDownLatch(1);
  private final CountDownLatch heard = new CountDownLatch(1);
  private volatile Optional<RunExecution> execution = Optional.empty();
  private volatile boolean over;

  /**
   * @param in what the coordinator says
   * @param out to the coordinator
   * @param folder of the cell's results, which does not exist yet
   */
  public CellProcess(InputStream in, OutputStream out, Path folder, RunContext context) {
    this.reader = new FrameReader(in);
    this.outbox = new FrameSender("cell-tells", out, this::alone);
    this.folder = folder;
    this.mover =
        new FleetMover(
            NanoClock.SYSTEM,
            lease,
            () -> outbox.send(MessageKind.READY.frame()),
            late -> outbox.send(MessageKind.BEGUN.frame(String.valueOf(late))),
            phase -> outbox.send(MessageKind.PHASE_READY.frame(phase.key())));
    this.context = context.movedBy(mover);
  }

  /**
   * Runs the cell to its end.
   *
   * @return whether its coordinator was told how it ended
   */
  public boolean run() throws InterruptedException {
    outbox.send(MessageKind.HELLO.frame(hello(context.version())));
    DaemonThreads.start("coordinator-heard", this::listen);
    DaemonThreads.start("cell-words", this::talk);
    ordered.await();
    boolean told = execution.isPresent() && carryOut(execution.get());
    if (told) {
      var unused = heard.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
    over = true;
    outbox.close(LAST_WORDS);
    return told;
  }

  /** What both sides must agree on. */
  static String hello(String version) {
    return MessageKind.PROTOCOL + " " + version;
  }

  /** Ends the cell after its drain, because the system wants it so. */
  public void interrupt() {
    execution.ifPresent(run -> run.interrupt(ALONE));
  }

  private boolean carryOut(RunExecution run) throws InterruptedException {
    try {
      RunOutcome outcome =
          run.run(
              sentence -> outbox.send(MessageKind.NOTE.frame(sentence)),
              interval -> outbox.send(MessageKind.INTERVAL.frame(CellText.write(interval))));
      outcome.problems().forEach(problem -> outbox.send(MessageKind.NOTE.frame(problem)));
      outbox.send(MessageKind.RESULT.frame(CellText.write(CellEnd.of(outcome.result()))));
      return true;
    } catch (RuntimeException e) {
      fail(e);
      return false;
    }
  }

  private void fail(RuntimeException e) {
    boolean sentence = e instanceof UsageException || e instanceof TargetException;
    outbox.send(
        MessageKind.FAILED.frame(
            sentence ? String.valueOf(e.getMessage()) : Sentences.rootMessage(e)));
  }

  private void listen() {
    try {
      for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
        lease.word();
        take(next.get());
      }
    } catch (IOException | RuntimeException noFrame) {
      // Whoever is there now is no coordinator.
    }
    ordered.countDown();
    heard.countDown();
    if (!over) {
      alone();
    }
  }

  private void take(Frame frame) {
    Optional<MessageKind> kind = MessageKind.of(frame);
    if (kind.isEmpty()) {
      return;
    }
    switch (kind.get()) {
      case PLAN -> order(frame.text());
      case BEGIN -> {
        mover.beginIn(Long.parseLong(frame.text()));
        outbox.send(MessageKind.HEARD.frame());
      }
      case GO_ON -> Keyed.find(Phase.class, frame.text()).ifPresent(mover::goOn);
      case STOP -> execution.ifPresent(run -> stop(run, StopOrder.read(frame.text())));
      case ABORT -> execution.ifPresent(RunExecution::abort);
      case END -> heard.countDown();
      case HELLO, READY, HEARD, BEGUN, WORD, INTERVAL, PHASE_READY, NOTE, RESULT, FAILED -> {}
    }
  }

  private static void stop(RunExecution run, StopOrder order) {
    if (order.ending().isPresent()) {
      run.stop(order.ending().get());
    } else if (order.grace().isPresent()) {
      run.interrupt(order.grace().get());
    } else {
      run.interrupt();
    }
  }

  private void order(String text) {
    if (execution.isPresent()) {
      return;
    }
    try {
      CellOrder order = CellOrder.read(text);
      FleetCell cell =
          new FleetCell(order.fleet().runId(), order.share().index(), order.share().count());
      execution = Optional.of(new RunExecution(order.plan(folder), context.of(cell)));
    } catch (RuntimeException e) {
      fail(e);
    }
    ordered.countDown();
  }

  /** Nobody is there who would wait for this cell, or clean up after it. */
  private void alone() {
    lease.end();
    execution.ifPresent(
        run -> {
          run.stop(
              new Ending(Ending.How.ABORTED, "Its coordinator was gone, and the cell drained."));
          run.interrupt(ALONE);
        });
    execution.ifPresent(unused -> DaemonThreads.start("cell-grace", this::graceOver));
  }

  private void graceOver() {
    try {
      TimeUnit.NANOSECONDS.sleep(ALONE.toNanos());
      execution.ifPresent(RunExecution::graceOver);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk() {
    try {
      boolean held = true;
      while (!over) {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_WORDS.toNanos());
        outbox.send(MessageKind.WORD.frame());
        if (held && !lease.held()) {
          held = false;
          alone();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
