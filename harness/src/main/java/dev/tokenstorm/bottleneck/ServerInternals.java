package dev.tokenstorm.bottleneck;

import static dev.tokenstorm.text.Humanize.count;
import static dev.tokenstorm.text.Humanize.digits;
import static dev.tokenstorm.text.Humanize.seconds;

import dev.tokenstorm.bottleneck.ServerSignals.Limit;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Bottleneck.Cause;
import dev.tokenstorm.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the causes within the server that its own metrics show.
 *
 * <p>A time that the server reports is compared with the latency of the workflows that closed
 * meanwhile. It explains at most the share that is due to a slow server. Refused calls count on
 * their own, as those that clients see do.
 */
final class ServerInternals {
  private final RunEvidence evidence;
  private final ServerSignals signals;
  private final double slowness;

  private ServerInternals(RunEvidence evidence, ServerSignals signals, double slowness) {
    this.evidence = evidence;
    this.signals = signals;
    this.slowness = slowness;
  }

  /**
   * Returns where the server is slow.
   *
   * @param slowness the share of a workflow's latency that is due to a slow server, 0 to 1
   */
  static List<Bottleneck> of(RunEvidence evidence, ServerSignals signals, double slowness) {
    ServerInternals internals = new ServerInternals(evidence, signals, slowness);
    List<Bottleneck> found = new ArrayList<>();
    found.add(internals.shards());
    found.add(internals.persistence());
    internals.backlog().ifPresent(found::add);
    internals.cpu().ifPresent(found::add);
    return found;
  }

  /**
   * Returns a finding of the database calls that the server itself refused. Only its metrics show
   * them; clients see slowness.
   */
  static Optional<Bottleneck> persistenceLimit(Optional<ServerSignals> server) {
    return server.flatMap(ServerInternals::persistenceLimit);
  }

  private static Optional<Bottleneck> persistenceLimit(ServerSignals signals) {
    double calls = signals.persistence().count();
    double refused = signals.refused().values().stream().mapToDouble(Double::doubleValue).sum();
    if (refused <= 0 || calls <= 0) {
      return Optional.empty();
    }
    Limit most =
        signals.refused().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    return Optional.of(
        new Bottleneck(
            Cause.PERSISTENCE_LIMIT,
            Math.min(1, refused / calls / CauseThreshold.REFUSED.value()),
            "The server refused itself %s of its %s database calls (persistence_errors_resource_exhausted; service %s, cause %s, scope %s), which clients see as slowness: %s."
                .formatted(
                    count((long) refused),
                    count((long) calls),
                    Printable.escaped(most.service()),
                    Printable.escaped(most.cause()),
                    Printable.escaped(most.scope()),
                    ServerLimitAdvice.advice(most.cause(), most.scope(), most.service()))));
  }

  private Bottleneck shards() {
    double waited = signals.shards().seconds();
    return new Bottleneck(
        Cause.SHARD_LOCKS,
        share(waited),
        "History shards kept calls waiting for %s together in %s (semaphore_latency %s, lock_latency %s on average): raise history.shardIOConcurrency (1 by default), or set up the cluster with more shards."
            .formatted(
                seconds(waited),
                seconds(signals.seconds()),
                seconds(signals.shards().io().meanSeconds()),
                seconds(signals.shards().lock().meanSeconds())));
  }

  private Bottleneck persistence() {
    return new Bottleneck(
        Cause.PERSISTENCE_LATENCY,
        share(signals.persistence().seconds()),
        "%s database calls took %s each (persistence_latency), %s together in %s: look at the database, its CPU, disk and connections."
            .formatted(
                count((long) signals.persistence().count()),
                seconds(signals.persistence().meanSeconds()),
                seconds(signals.persistence().seconds()),
                seconds(signals.seconds())));
  }

  /**
   * Returns a finding of tasks that wait in matching: for polls, or for matching to dispatch them.
   */
  private Optional<Bottleneck> backlog() {
    if (signals.backlog() < 1) {
      return Optional.empty();
    }
    LatencyBreakdown breakdown = evidence.breakdown();
    return Optional.of(
        new Bottleneck(
            Cause.TASK_QUEUE_BACKLOG,
            Math.min(
                slowness, breakdown.share(breakdown.workflowTasks() + breakdown.activityTasks())),
            "Up to %s tasks of the queue were in the backlog (approximate_backlog_count, which a server of default settings tells once a minute): give the queue more partitions (matching.numTaskqueueReadPartitions and matching.numTaskqueueWritePartitions, 4 by default), or the matching service more CPU."
                .formatted(count((long) signals.backlog()))));
  }

  /**
   * Returns a finding of a host that server and harness share and have used up, when the server
   * uses the larger part.
   */
  private Optional<Bottleneck> cpu() {
    double cores = signals.coresUsed().orElse(0);
    double host = evidence.result().facts().host().cores();
    double busy =
        evidence
            .figures()
            .generator()
            .hostCpuRatio()
            .orElse((cores + evidence.coresUsed()) / Math.max(1, host));
    boolean shared = evidence.result().facts().plan().target().choice().local();
    if (!shared
        || cores <= 0
        || cores < evidence.coresUsed()
        || busy < CauseThreshold.BUSY.value()) {
      return Optional.empty();
    }
    return Optional.of(
        new Bottleneck(
            Cause.SERVER_CPU,
            slowness,
            "The server's processes used %s cores on average (process_cpu_seconds_total), on a host of %s of which this process used %s: give them more, or ask for less."
                .formatted(digits(cores), count((long) host), digits(evidence.coresUsed()))));
  }

  /**
   * Returns the share of one workflow's latency in a time that the server spent in all.
   *
   * @param spentSeconds of all workflows together
   */
  private double share(double spentSeconds) {
    // The readings may end before the phase does, so only their part of the closed workflows
    // counts.
    double told = Math.min(1, signals.seconds() / evidence.figures().seconds());
    double closed =
        Math.max(1, told * evidence.figures().completions() / evidence.shape().activities());
    double way = evidence.breakdown().seconds();
    return way > 0 ? Math.min(slowness, spentSeconds / closed / way) : 0;
  }
}
