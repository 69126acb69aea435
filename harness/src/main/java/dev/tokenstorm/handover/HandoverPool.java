package dev.tokenstorm.handover;

import dev.tokenstorm.broker.BrokerClient;
import dev.tokenstorm.broker.ClientProperties;
import dev.tokenstorm.broker.HandoverSetup;
import dev.tokenstorm.completion.CallDecider;
import dev.tokenstorm.completion.CallKind;
import dev.tokenstorm.completion.CompleterPool;
import dev.tokenstorm.completion.TokenQueue;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import dev.tokenstorm.measurement.HandoverCounts;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.workload.CompletionContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the completers of a run whose tokens are completed in other processes: it sends
 * each token that is due, and settles it by the outcome that comes back. Heartbeats are calls of
 * this process.
 */
public final class HandoverPool implements CompleterPool {
  /** Kafka's own bound of a share group's first answer is far below. */
  private static final long FIRST_PROBE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long BETWEEN_PROBES_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

  private static final Duration CHECK = Duration.ofMillis(500);

  /** Outcomes of calls that were made in time may come so late. */
  private static final long AFTER_DEADLINE_MILLIS = 5_000;

  /** Once nothing is sent any more, outcomes are waited for so long; less than last calls get. */
  private static final long LAST_OUTCOMES_NANOS = TimeUnit.SECONDS.toNanos(8);

  private static final Logger LOG = LoggerFactory.getLogger(HandoverPool.class);

  private final HandoverPlan plan;
  private final ClientProperties properties;
  private final KafkaClients clients;
  private final RecordSeal seal;
  private final TokenRecords records;
  private final TokenQueue queue;
  private final CallDecider decider;
  private final HandoverHeartbeats heartbeats;
  private final NanoClock clock;
  private final HandedTokens handed;
  private final Producer<byte[], byte[]> producer;
  private final OutcomeReader reader;
  private final Thread sender = DaemonThreads.of("handover-sender", this::send);
  private final Thread watch = DaemonThreads.of("handover-watch", this::watch);
  private final Supplier<Optional<TokenCompleters>> starting;
  private Optional<BrokerClient> broker = Optional.empty();
  private Optional<HandoverSetup> made = Optional.empty();
  private Optional<TokenCompleters> own = Optional.empty();
  private volatile Optional<KafkaException> failure = Optional.empty();
  private volatile boolean closing;
  private long startNanos;
  private long probedNanos;

  /**
   * @param records makes them of tokens
   * @param heartbeats makes the calls that are not left to others
   */
  private HandoverPool(
      HandoverPlan plan,
      ClientProperties properties,
      TokenRecords records,
      TokenQueue queue,
      CallDecider decider,
      HandoverHeartbeats heartbeats,
      Supplier<Optional<TokenCompleters>> starting) {
    this.plan = plan;
    this.properties = properties;
    this.clients = new KafkaClients(plan, properties);
    this.seal = RecordSeal.of(plan);
    this.records = records;
    this.queue = queue;
    this.decider = decider;
    this.heartbeats = heartbeats;
    this.starting = starting;
    this.clock = NanoClock.SYSTEM;
    this.handed = new HandedTokens(decider);
    this.producer = clients.producer();
    this.reader =
        new OutcomeReader(clients.reader(), plan.outcomes(), records.run(), seal, handed::came);
  }

  /**
   * The pool of a run whose plan has a hand-over.
   *
   * @param queue has the tokens that are due
   * @param decider says what to do with each
   * @throws dev.tokenstorm.text.UsageException when Kafka's clients refuse their properties
   */
  public static HandoverPool of(
      HandoverPlan handover,
      RunPlan plan,
      Target target,
      CompletionContent content,
      TokenQueue queue,
      CallDecider decider) {
    ClientProperties properties = ClientProperties.of(handover);
    CompletionPlan completion = plan.completion();
    CompletionPlan local =
        CompletionPlan.forOthers(
            Math.max(1, completion.completers()), completion.client(), completion.channels());
    return new HandoverPool(
        handover,
        properties,
        new TokenRecords(plan, target.info().namespace(), content, NanoClock.SYSTEM),
        queue,
        decider,
        new HandoverHeartbeats(
            decider,
            (waiting, heartbeats) ->
                CompleterPool.of(local, target, content, waiting, heartbeats)),
        () ->
            completion.completers() == 0
                ? Optional.empty()
                : Optional.of(TokenCompleters.start(handover, properties, local, target, false)));
  }

  @Override
  public void start() {
    if (plan.create()) {
      BrokerClient client = BrokerClient.of(properties);
      broker = Optional.of(client);
      made = Optional.of(HandoverSetup.create(client, plan));
    }
    try {
      reader.start();
    } catch (KafkaException e) {
      throw clients.unusable(e);
    }
    own = starting.get();
    heartbeats.start();
    sender.start();
    watch.start();
    startNanos = clock.nanoTime();
    probe();
  }

  private void probe() {
    probedNanos = clock.nanoTime();
    produce(records.probe());
  }

  /** A record has to have gone all the way, and its answer back, before there is any load. */
  @Override
  public boolean ready() {
    failure.or(reader::failure).ifPresent(this::throwUnusable);
    if (!handed.completers().isEmpty()) {
      return true;
    }
    long now = clock.nanoTime();
    if (now - startNanos > FIRST_PROBE_NANOS) {
      throw new TargetException(
          "--tokens: no completer has answered through %s for 60 s; start tokenstorm complete with the same --tokens and --kafka-group, or see what tokenstorm doctor --tokens says."
              .formatted(plan.tokens().name()));
    }
    if (now - probedNanos > BETWEEN_PROBES_NANOS) {
      probe();
    }
    return false;
  }

  private void throwUnusable(KafkaException reason) {
    throw clients.unusable(reason);
  }

  private void send() {
    try {
      for (Token token = queue.take(); token != null; token = queue.take()) {
        Optional<CallKind> call = decider.next(token);
        if (call.isPresent()) {
          if (call.get() == CallKind.HEARTBEAT) {
            heartbeats.give(token);
          } else {
            send(token, call.get());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits while the brokers take no more, which holds back activities. */
  private void send(Token token, CallKind call) {
    long deadline = records.deadlineMillis(token);
    TokenRecord record = records.of(token, call, deadline);
    handed.sent(token, call, deadline);
    produce(record);
  }

  private void produce(TokenRecord record) {
    try {
      var unused =
          producer.send(
              seal.sealed(new ProducerRecord<>(plan.tokens().name(), record.bytes())),
              (where, refusal) -> {
                if (refusal instanceof KafkaException reason && !closing) {
                  failure = Optional.of(reason);
                  LOG.warn("A token could not be sent: {}", reason.toString());
                }
              });
    } catch (KafkaException e) {
      failure = Optional.of(e);
    }
  }

  private void watch() {
    try {
      boolean sending = true;
      long endNanos = 0;
      while (!closing) {
        Thread.sleep(CHECK.toMillis());
        if (sending && !sender.isAlive()) {
          sending = false;
          endNanos = clock.nanoTime() + LAST_OUTCOMES_NANOS;
        }
        if (!sending && clock.nanoTime() - endNanos > 0) {
          handed.giveUp(token -> true);
        }
        long now = Instant.now().toEpochMilli();
        handed.giveUp(token -> now > token.deadlineMillis() + AFTER_DEADLINE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int busy() {
    return handed.open() + heartbeats.busy();
  }

  @Override
  public boolean awaitIdle(Duration timeout) {
    long end = clock.nanoTime() + timeout.toNanos();
    while (sender.isAlive() || handed.open() > 0) {
      if (clock.nanoTime() - end >= 0) {
        return false;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    heartbeats.closeQueue();
    return heartbeats.awaitIdle(Duration.ofNanos(Math.max(0, end - clock.nanoTime())));
  }

  @Override
  public Optional<HandoverCounts> handover() {
    return Optional.of(handed.counts());
  }

  /** Tells as many completers as were heard of that the run is over. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    queue.close();
    heartbeats.closeQueue();
    handed.completers().forEach(each -> produce(records.end()));
    producer.close(LAST_RECORDS);
    if (made.isPresent()) {
      awaitEndHeard();
    }
    own.ifPresent(TokenCompleters::close);
    reader.close();
    made.ifPresent(setup -> setup.remove().forEach(LOG::warn));
    broker.ifPresent(BrokerClient::close);
  }

  /** What was not heard is lost with the topic. */
  private void awaitEndHeard() {
    long end = clock.nanoTime() + LAST_RECORDS.toNanos();
    try {
      while (!handed.endHeard() && clock.nanoTime() - end < 0) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
