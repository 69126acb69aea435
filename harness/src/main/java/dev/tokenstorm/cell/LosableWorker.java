package dev.tokenstorm.cell;

import dev.tokenstorm.fault.FaultActor;
import dev.tokenstorm.fault.FaultWitness;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.TaskKind;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.workload.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The worker of a run that loses it on purpose. Each has connections of its own. They are cut
 * before it is closed, so that the server hears nothing of its end, and what it knew of executions
 * is gone. Another one then begins with nothing. Faults come from one thread; the rest is for any.
 */
final class LosableWorker implements Worker, FaultActor {
  private static final long LONGEST_CLOSE_SECONDS = 10;

  private final Supplier<Target> connecting;
  private final Function<Target, Worker> making;
  private final boolean slots;
  private final List<Thread> closings = new ArrayList<>();
  private Target connections;
  private Worker worker;
  private boolean closed;

  /** What was cut by the fault that goes on. */
  private int cut;

  /** Tasks that the lost worker had in hand; of no meaning without slots. */
  private int tasks;

  /**
   * @param connecting gives the target with connections of its own
   * @param making makes a worker on them, which does not poll yet
   * @param slots whether it has slots, so that it knows the tasks that it has in hand
   */
  LosableWorker(Supplier<Target> connecting, Function<Target, Worker> making, boolean slots) {
    this.connecting = connecting;
    this.making = making;
    this.slots = slots;
    this.connections = connecting.get();
    this.worker = made(connections, making);
  }

  /** Makes a worker; without one its connections are of no use. */
  private static Worker made(Target its, Function<Target, Worker> making) {
    try (OpenedParts opened = new OpenedParts()) {
      var unused = opened.opened(its, Target::close);
      return opened.kept(making.apply(its));
    }
  }

  @Override
  public synchronized void start() {
    worker.start();
  }

  @Override
  public synchronized int slotsUsed(TaskKind kind) {
    return worker.slotsUsed(kind);
  }

  /** Nobody who reads waits for it. */
  @Override
  public void begin(PlannedFault fault) {
    Worker lost;
    Target its;
    synchronized (this) {
      lost = worker;
      its = connections;
    }
    cut = its.connectionCount();
    tasks = lost.slotsUsed(TaskKind.WORKFLOW) + lost.slotsUsed(TaskKind.ACTIVITY);
    its.close();
    Thread closing =
        DaemonThreads.start(
            "worker-lost",
            () -> {
              lost.close();
              // Whatever it has connected since.
              its.close();
            });
    synchronized (this) {
      closings.add(closing);
    }
  }

  @Override
  public FaultWitness end(PlannedFault fault) {
    synchronized (this) {
      if (closed) {
        return new FaultWitness(cut > 0, witness("and the run ended"));
      }
    }
    Target others = connecting.get();
    Worker next = made(others, making);
    boolean late;
    synchronized (this) {
      late = closed;
      if (!late) {
        connections = others;
        worker = next;
        next.start();
      }
    }
    if (late) {
      next.close();
      others.close();
    }
    return new FaultWitness(cut > 0, witness(late ? "and the run ended" : "and another one began"));
  }

  private String witness(String then) {
    String hand = slots ? " and " + Humanize.count(tasks, "task") + " in hand" : "";
    return "a worker with %s%s was lost, %s"
        .formatted(Humanize.count(cut, "connection"), hand, then);
  }

  @Override
  public void close() {
    Worker last;
    Target its;
    List<Thread> others;
    synchronized (this) {
      closed = true;
      last = worker;
      its = connections;
      others = List.copyOf(closings);
    }
    last.close();
    its.close();
    for (Thread other : others) {
      try {
        other.join(TimeUnit.SECONDS.toMillis(LONGEST_CLOSE_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
