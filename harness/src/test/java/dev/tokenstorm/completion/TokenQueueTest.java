package dev.tokenstorm.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.ledger.LedgerFixture;
import dev.tokenstorm.ledger.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TokenQueueTest {
  @TempDir Path folder = Path.of("");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Tokens tokens = new Tokens();

  private static final class Tokens {
    private final List<Token> all = new ArrayList<>();

    Token get(int number) {
      return all.get(number);
    }
  }

  @BeforeEach
  void issue() {
    LedgerFixture books = new LedgerFixture(folder);
    tokens = new Tokens();
    for (int n = 0; n < 4; n++) {
      books.open(n);
      tokens.all.add(books.issue(n, 0, 1));
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void tokens_leave_in_the_order_in_which_they_came() throws Exception {
    TokenQueue queue = new TokenQueue(4);
    for (int i = 0; i < 4; i++) {
      assertThat(queue.put(tokens.get(i))).isTrue();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(queue.take()).isSameAs(tokens.get(i));
    }
  }

  @Test
  void a_full_queue_holds_its_producer_back_until_there_is_room() throws Exception {
    TokenQueue queue = new TokenQueue(2);
    queue.put(tokens.get(2));
    queue.put(tokens.get(0));
    CountDownLatch putting = new CountDownLatch(1);
    Future<Boolean> second =
        threads.submit(
            () -> {
              putting.countDown();
              return queue.put(tokens.get(1));
            });
    putting.await();
    assertThat(queue.depth()).isEqualTo(2);
    assertThat(second.isDone()).isFalse();
    assertThat(queue.take()).isSameAs(tokens.get(2));
    assertThat(queue.take()).isSameAs(tokens.get(0));
    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.take()).isSameAs(tokens.get(1));
  }

  @Test
  void closing_lets_everyone_who_waits_go() throws Exception {
    TokenQueue full = new TokenQueue(2);
    full.put(tokens.get(0));
    full.put(tokens.get(3));
    TokenQueue empty = new TokenQueue(2);
    Future<Boolean> producer = threads.submit(() -> full.put(tokens.get(1)));
    Future<@Nullable Token> consumer = threads.submit(empty::take);
    full.close();
    empty.close();
    assertThat(producer.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(consumer.get(30, TimeUnit.SECONDS)).isNull();
    assertThat(full.put(tokens.get(2))).isFalse();
    assertThat(full.take()).isNull();
  }

  @Test
  void a_paused_queue_gives_nobody_a_token_until_it_goes_on() throws Exception {
    TokenQueue queue = new TokenQueue(4);
    Future<@Nullable Token> waits = threads.submit(queue::take);
    queue.pause();
    queue.put(tokens.get(0));
    queue.put(tokens.get(1));
    Future<@Nullable Token> comes = threads.submit(queue::take);
    assertThat(queue.poll()).isNull();
    // Whoever took a token would have made room.
    assertThat(queue.depth()).isEqualTo(2);
    queue.resume();
    assertThat(List.of(waits.get(30, TimeUnit.SECONDS), comes.get(30, TimeUnit.SECONDS)))
        .containsExactlyInAnyOrder(tokens.get(0), tokens.get(1));
  }

  @Test
  void closing_a_paused_queue_lets_everyone_who_waits_go() throws Exception {
    TokenQueue queue = new TokenQueue(2);
    queue.pause();
    queue.put(tokens.get(0));
    Future<@Nullable Token> waits = threads.submit(queue::take);
    queue.close();
    assertThat(waits.get(30, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void who_is_interrupted_while_waiting_keeps_nobody_else_waiting() throws Exception {
    TokenQueue queue = new TokenQueue(2);
    for (int round = 0; round < 1_000; round++) {
      Future<@Nullable Token> other = threads.submit(queue::take);
      Thread interrupted = new Thread(() -> takeUnlessInterrupted(queue));
      interrupted.start();
      interrupted.interrupt();
      queue.put(tokens.get(0));
      interrupted.join();
      // It went to one of the two; whoever still waits gets the next.
      queue.put(tokens.get(1));
      assertThat(other.get(30, TimeUnit.SECONDS)).isNotNull();
      queue.poll();
    }
  }

  private static void takeUnlessInterrupted(TokenQueue queue) {
    try {
      var unused = queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothing_is_lost_and_nothing_doubled_among_many_threads() throws Exception {
    int producers = 4;
    int each = 25_000;
    TokenQueue queue = new TokenQueue(64);
    ConcurrentLinkedQueue<Token> taken = new ConcurrentLinkedQueue<>();
    List<Future<?>> producing = new ArrayList<>();
    List<Future<?>> consuming = new ArrayList<>();
    for (int producer = 0; producer < producers; producer++) {
      Token token = tokens.get(producer);
      producing.add(
          threads.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  queue.put(token);
                }
                return null;
              }));
      consuming.add(
          threads.submit(
              () -> {
                for (Token next = queue.take(); next != null; next = queue.take()) {
                  taken.add(next);
                }
                return null;
              }));
    }
    for (Future<?> one : producing) {
      one.get(30, TimeUnit.SECONDS);
    }
    while (queue.depth() > 0) {
      Thread.onSpinWait();
    }
    queue.close();
    for (Future<?> one : consuming) {
      one.get(30, TimeUnit.SECONDS);
    }
    for (int producer = 0; producer < producers; producer++) {
      Token token = tokens.get(producer);
      assertThat(taken.stream().filter(one -> one == token).count()).isEqualTo(each);
    }
  }
}
