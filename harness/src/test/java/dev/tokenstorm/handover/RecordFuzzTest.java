package dev.tokenstorm.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.Mutator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Anybody may have written to a topic: what is there is a record, or is refused. */
@Timeout(600)
final class RecordFuzzTest {
  private static List<String> examples() {
    TokenRecord token =
        new TokenRecord(
            TokenRecord.Kind.TOKEN,
            "run",
            "default",
            7,
            3,
            2,
            HandedCall.COMPLETE,
            1_800_000_000_000L,
            ByteString.copyFromUtf8("a token"),
            "",
            "",
            "",
            "Hello",
            "",
            "",
            1);
    OutcomeRecord outcome =
        new OutcomeRecord(
            TokenRecord.Kind.TOKEN, "run", 7, 3, 2, OutcomeRecord.Status.GONE, "c", 2, 1, 9, 5);
    return List.of(text(token.bytes()), text(outcome.bytes()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] input(Mutator mutator, List<String> examples) {
    return mutator.draw(5) == 0
        ? mutator.bytes(mutator.pick(examples).getBytes(StandardCharsets.UTF_8))
        : mutator.text(examples).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsReadIsARecordOrIsRefused() throws InterruptedException {
    List<String> examples = examples();
    int tokens = fuzz("records of tokens", examples).run(5_000, TokenRecord::read);
    int outcomes = fuzz("records of outcomes", examples).run(5_000, OutcomeRecord::read);
    assertThat(tokens).isPositive();
    assertThat(outcomes).isPositive();
  }

  private static Fuzz<byte[]> fuzz(String target, List<String> examples) {
    return Fuzz.of(
        target,
        mutator -> input(mutator, examples),
        bytes -> bytes.length,
        UnreadableRecordException.class::isInstance,
        64);
  }
}
