package dev.tokenstorm.run;

import dev.tokenstorm.fault.CallProxy;
import dev.tokenstorm.fault.FaultActors;
import dev.tokenstorm.fault.FaultObserver;
import dev.tokenstorm.fault.FaultPlace;
import dev.tokenstorm.fault.FaultPlan;
import dev.tokenstorm.fault.FaultProxy;
import dev.tokenstorm.fault.FaultTimeline;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.server.HttpProxy;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A target, and what is known of the calls to it.
 *
 * @param statuses how they ended
 * @param replies when the last answer came
 * @param proxy which all of its connections go through; empty where no fault acts on them
 * @param calls passes the calls on that come that way; empty where no fault acts on them
 */
record TargetConnection(
    Target target,
    RpcStatuses statuses,
    ReplyWatch replies,
    Optional<FaultProxy> proxy,
    Optional<CallProxy> calls)
    implements AutoCloseable {

  /** Opens a target whose calls are watched from the first on. */
  static TargetConnection of(BiFunction<RpcStatuses, ReplyWatch, Target> opening) {
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    return new TargetConnection(
        opening.apply(statuses, replies), statuses, replies, Optional.empty(), Optional.empty());
  }

  /**
   * Puts proxies of ours between, as far as faults act there. What breaks connections stands before
   * what knows calls, so that its faults show to clients as what they are. The result takes this
   * one's place; if it cannot be used, all is closed.
   *
   * @param seed of the run
   * @throws UsageException when an HTTP proxy stands between already, or TLS hides the calls
   * @throws TargetException when the target cannot be used that way
   */
  TargetConnection through(FaultPlan faults, long seed) {
    if (!faults.actsAt(FaultPlace.CONNECTION) && !faults.actsAt(FaultPlace.CALL)) {
      return this;
    }
    TargetConnection opened = this;
    HostPort passage;
    try {
      passage = target.socket();
      refuseHttpProxy(passage);
      refuseHttpProxy(new HostPort(FaultProxy.HOST, passage.port()));
      refuseTls(faults);
      if (faults.actsAt(FaultPlace.CALL)) {
        CallProxy last = CallProxy.open(target::bareChannel, seed);
        opened = opened.with(target, Optional.empty(), Optional.of(last));
        passage = last.address();
      }
      if (faults.actsAt(FaultPlace.CONNECTION)) {
        FaultProxy first = FaultProxy.open(passage, seed, NanoClock.SYSTEM);
        opened = opened.with(target, Optional.of(first), opened.calls);
        passage = first.address();
      }
    } catch (IOException e) {
      opened.close();
      throw new TargetException(
          "The proxy for --fault cannot be opened: " + Sentences.rootMessage(e) + ".", e);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    try {
      return with(target.through(passage), opened.proxy, opened.calls);
    } catch (RuntimeException e) {
      opened.closeProxies();
      throw e;
    }
  }

  private TargetConnection with(
      Target through, Optional<FaultProxy> bytes, Optional<CallProxy> known) {
    return new TargetConnection(through, statuses, replies, bytes, known);
  }

  private void refuseTls(FaultPlan faults) {
    if (!target.usesTls()) {
      return;
    }
    for (PlannedFault fault : faults.faults()) {
      if (fault.kind().place() == FaultPlace.CALL) {
        throw new UsageException(
            "--fault '%s' needs calls that it can tell apart, and TLS hides them; use"
                    .formatted(fault.text())
                + " blackhole-replies, or a target without TLS.");
      }
    }
  }

  /** Connections that something else makes for us cannot be broken one by one. */
  private static void refuseHttpProxy(HostPort address) {
    HttpProxy.ofGrpc(address.toString())
        .ifPresent(
            other -> {
              throw new UsageException(
                  "--fault needs connections to the target itself, and they go through %s; %s."
                      .formatted(other.words(), other.wayRound()));
            });
  }

  /**
   * The faults of a plan, which say nothing of whether the target is there.
   *
   * @param others carry out those that act elsewhere than at its connections and calls
   */
  FaultTimeline faults(FaultPlan plan, FaultActors others, NanoClock clock) {
    FaultActors bytes =
        proxy.map(passage -> others.with(FaultPlace.CONNECTION, passage)).orElse(others);
    FaultActors actors = calls.map(passage -> bytes.with(FaultPlace.CALL, passage)).orElse(bytes);
    return FaultTimeline.of(plan, actors, new Excuse(replies), clock);
  }

  /** Returns a sentence on a proxy that broke, so that the target is not blamed for it. */
  Optional<String> proxyFailure() {
    return proxy
        .flatMap(FaultProxy::failure)
        .map("The proxy for --fault broke during the run, and cut off the target: %s."::formatted);
  }

  /** Lets what fails be a fault's doing while one goes on. */
  private record Excuse(ReplyWatch replies) implements FaultObserver {
    @Override
    public void begins() {
      replies.faultBegins();
    }

    @Override
    public void ended() {
      replies.faultEnded();
    }
  }

  @Override
  public void close() {
    try {
      target.close();
    } finally {
      closeProxies();
    }
  }

  private void closeProxies() {
    proxy.ifPresent(FaultProxy::close);
    calls.ifPresent(CallProxy::close);
  }
}
