package dev.tokenstorm.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.workload.ExecutionIds;
import io.temporal.common.converter.DefaultDataConverter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreetingContentTest {
  /**
   * The grpc completer relies on it: it writes results between quotes, and measures them before.
   */
  @ParameterizedTest
  @CsvSource({"2,2,0", "3,3,0", "7,11,64"})
  void eachResultIsItsOwnJsonAndIsWrittenAsItIsMade(int branches, int steps, int payloadBytes) {
    GreetingPlan plan =
        TestPlans.plan(
                "branches",
                String.valueOf(branches),
                "steps",
                String.valueOf(steps),
                "payload-bytes",
                String.valueOf(payloadBytes))
            .greeting();
    GreetingContent content = new GreetingContent(new Greetings(plan), new ExecutionIds("run"));
    for (int activity = 0; activity < plan.activities(); activity++) {
      for (long n : new long[] {0, 9, 10, 120_345, Long.MAX_VALUE}) {
        String result = content.result(n, activity);
        assertThat(
                DefaultDataConverter.STANDARD_INSTANCE
                    .toPayloads(result)
                    .orElseThrow()
                    .getPayloads(0)
                    .getData()
                    .toStringUtf8())
            .isEqualTo('"' + result + '"');

        byte[] written = new byte[3 + result.length()];
        assertThat(content.resultLength(n, activity)).isEqualTo(result.length());
        assertThat(content.writeResult(n, activity, written, 3)).isEqualTo(written.length);
        assertThat(Arrays.copyOfRange(written, 3, written.length))
            .isEqualTo(result.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
