package dev.tokenstorm.handover;

import dev.tokenstorm.broker.BrokerClient;
import dev.tokenstorm.broker.ClientProperties;
import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.server.Backoff;
import dev.tokenstorm.server.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;

/**
 * Completes what runs of other processes send through a topic, until it is stopped. Thread-safe.
 */
public final class TokenCompleters implements AutoCloseable {
  /** While one waits for the last answer of its records, another keeps the completers busy. */
  private static final int MEMBERS = 2;

  /** A partition lends 2,000 records at one time by default, and others want some as well. */
  private static final int MOST_RECORDS = 500;

  private static final Duration CHECK = Duration.ofMillis(100);

  /** A group's limit of deliveries unless it is set. */
  private static final int USUAL_DELIVERIES = 5;

  /** Longer than one attempt of a call may take. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(12);

  private final KafkaClients clients;
  private final OutcomeSender outcomes;
  private final HeldTokens tokens;
  private final CompleterPool pool;
  private final List<GroupMember> members;
  private final CompletingCounters counters;

  private TokenCompleters(
      KafkaClients clients,
      OutcomeSender outcomes,
      HeldTokens tokens,
      CompleterPool pool,
      List<GroupMember> members,
      CompletingCounters counters) {
    this.clients = clients;
    this.outcomes = outcomes;
    this.tokens = tokens;
    this.pool = pool;
    this.members = List.copyOf(members);
    this.counters = counters;
  }

  /**
   * Starts to complete.
   *
   * @param properties that all of Kafka's clients share
   * @param once whether to stop when a run that was served is over
   * @throws dev.tokenstorm.server.TargetException when no broker answers
   */
  public static TokenCompleters start(
      HandoverPlan plan,
      ClientProperties properties,
      CompletionPlan completion,
      Target target,
      boolean once) {
    RecordSeal seal = RecordSeal.of(plan);
    int deliveryLimit = deliveryLimit(plan, properties);
    KafkaClients clients = new KafkaClients(plan, properties);
    CompletingCounters counters = new CompletingCounters();
    int records = Math.min(MOST_RECORDS, completion.completers());
    TokenQueue queue = new TokenQueue(MEMBERS * records);
    OutcomeSender outcomes =
        new OutcomeSender(plan, seal, UUID.randomUUID().toString(), clients.producer());
    HeldTokens tokens =
        new HeldTokens(NanoClock.SYSTEM, new Backoff(0), queue, outcomes, counters);
    CompleterPool pool = CompleterPool.of(completion, target, tokens.content(), queue, tokens);
    Stopper stopper = new Stopper();
    RecordIntake intake =
        new RecordIntake(
            new RecordCheck(target.info().namespace(), seal, counters),
            deliveryLimit,
            tokens,
            outcomes,
            counters,
            run -> {
              if (once) {
                stopper.stop();
              }
            });
    List<GroupMember> members =
        IntStream.range(0, MEMBERS)
            .mapToObj(
                unused ->
                    new GroupMember(
                        clients.member(records), plan.tokens().name(), intake, counters))
            .toList();
    TokenCompleters completers =
        new TokenCompleters(clients, outcomes, tokens, pool, members, counters);
    stopper.of(completers);
    pool.start();
    members.forEach(GroupMember::start);
    return completers;
  }

  /** After so many deliveries a record is handed out no more. */
  private static int deliveryLimit(HandoverPlan plan, ClientProperties properties) {
    try (BrokerClient broker = BrokerClient.of(properties)) {
      int limit = broker.groupSettings(plan.group(), plan.create()).deliveries();
      return limit == 0 ? USUAL_DELIVERIES : limit;
    }
  }

  /** Stops what is made after it. */
  private static final class Stopper {
    private volatile Runnable stopping = () -> {};

    void of(TokenCompleters completers) {
      stopping = completers::stop;
    }

    void stop() {
      stopping.run();
    }
  }

  /** Takes no more records. What has a call under way is finished, and the rest is given back. */
  public void stop() {
    tokens.stop();
    members.forEach(GroupMember::stop);
  }

  /**
   * Waits until all is over.
   *
   * @return whether all that was held when the end came was finished or given back
   * @throws dev.tokenstorm.server.TargetException when the brokers could not be used any more
   */
  public boolean awaitEnd() throws InterruptedException {
    Optional<KafkaException> failure;
    boolean ended;
    do {
      ended = true;
      for (GroupMember member : members) {
        ended &= member.awaitEnd(CHECK);
      }
      failure = members.stream().flatMap(member -> member.failure().stream()).findFirst();
      failure.ifPresent(reason -> stop());
    } while (!ended);
    if (failure.isPresent()) {
      throw clients.unusable(failure.get());
    }
    return counters.unfinished.sum() == 0;
  }

  /** What it has done so far. */
  public CompletingCounts counts() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    stop();
    tokens.close();
    var unused = pool.awaitIdle(LAST_CALLS);
    outcomes.close();
  }
}
