package dev.tokenstorm.realserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.Proof;
import dev.tokenstorm.cli.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server that gives errors in place of its database's answers, as {@code docs/store-errors.md}
 * tells. After some of them it acquires its shard anew, which it writes down by {@code
 * UpdateShard}.
 */
@Tag("proof")
@OnNewestServer
@Timeout(600)
final class StoreErrorsRealServerIT {
  private static final String REQUESTS = "persistence_requests";
  private static final String ERRORS = "persistence_error_with_type";
  private static final String UPDATE = "UpdateWorkflowExecution";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "ResourceExhausted, false",
    "Timeout, true",
    "ExecuteAndTimeout, true",
    "Unavailable, false",
    "ShardOwnershipLost, true"
  })
  void nothingIsLostAndTheShardIsAcquiredAnewAfterSomeErrors(String error, boolean anew) {
    String errors = "%s: {seed: 7, errors: {%s: 0.02}}".formatted(UPDATE, error);
    try (DevServerFixture server = DevServerFixture.start(ServerSettings.STORE_ERRORS, errors)) {
      long shardBefore = server.counted(REQUESTS, "UpdateShard");
      long errorsBefore = server.counted(ERRORS, UPDATE);
      ProgramRun run =
          ProgramRun.of(
                  folder.resolve("out"),
                  "--quiet --require-trust off --workflows 40 --in-flight 10 --audit all"
                      + " --max-attempts 10 --start-to-close-timeout 10s --drain-timeout 3m"
                      + " --target "
                      + server.address())
              .passed();

      long given = server.counted(ERRORS, UPDATE) - errorsBefore;
      long acquired = server.counted(REQUESTS, "UpdateShard") - shardBefore;
      Proof.found(
          "%s in 2 %% of %s: %d errors, %d writes of the shard, %.1f s, %d tokens unissued",
          error,
          UPDATE,
          given,
          acquired,
          run.result().at("/figures/run/seconds").asDouble(),
          run.tokens("unissued"));
      assertThat(run.workflows("completed")).isEqualTo(40);
      assertThat(given).isPositive();
      // One error may come while the shard is acquired for another, and a write may have other
      // reasons.
      if (anew) {
        assertThat(2 * acquired).as("writes of the shard").isGreaterThanOrEqualTo(given);
      } else {
        assertThat(2 * acquired).as("writes of the shard").isLessThan(given);
      }
    }
  }
}
