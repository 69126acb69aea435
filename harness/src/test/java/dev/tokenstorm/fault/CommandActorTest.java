package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.text.DurationNotation;
import dev.tokenstorm.text.Notation.Misfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults that are real commands. */
@Timeout(120)
final class CommandActorTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String SECRET = "planted-secret";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Map<String, String> environment =
      new HashMap<>(Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));

  /** What a reader of the folder would learn if the process were killed. */
  private final Map<String, String> notUndone = new HashMap<>();

  private final UndoJournal journal =
      (what, command) -> {
        notUndone.put(what, command);
        return () -> notUndone.remove(what);
      };

  private static CommandCall shell(String script) {
    return CommandCall.shell(script, LONG);
  }

  private static FaultPlan plan(CommandCall call, Optional<CommandCall> undo) throws Misfit {
    return FaultPlanTest.of("1s: exec try for 1s")
        .with(List.of(new FaultCommand("try", call, undo, List.of())));
  }

  private CommandActor actor(FaultPlan plan) {
    return new CommandActor(plan, Optional.of(folder), environment, journal, NanoClock.SYSTEM);
  }

  private static PlannedFault fault(FaultPlan plan) {
    return plan.faults().get(0);
  }

  private String kept(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private String touch(String name) {
    return "touch '" + folder.resolve(name) + "'";
  }

  /** Goes on for longer than any test; each of its processes is written down. */
  private String endless() {
    return "echo $$ >> '%1$s'; sleep 1000 & echo $! >> '%1$s'; wait".formatted(processes());
  }

  private Path processes() {
    return folder.resolve("processes");
  }

  private List<Long> started() throws IOException {
    return Files.exists(processes())
        ? Files.readAllLines(processes()).stream().map(Long::valueOf).toList()
        : List.of();
  }

  @AfterEach
  void endWhatIsLeft() throws IOException {
    started().forEach(StartedProcess::end);
  }

  @Test
  void aCommandThatSucceedsIsAFaultThatHappenedAndItsUndoUndoesIt() throws Exception {
    FaultPlan plan =
        plan(
            shell("echo begun; echo careful >&2; " + touch("broken")),
            Optional.of(shell("echo mended; rm '" + folder.resolve("broken") + "'")));
    CommandActor actor = actor(plan);

    actor.begin(fault(plan));
    assertThat(folder.resolve("broken")).exists();
    assertThat(notUndone)
        .containsOnlyKeys("Fault 1 (1s: exec try for 1s) may still go on")
        .containsValue(plan.commands().get(0).undo().orElseThrow().typed());
    FaultWitness witness = actor.end(fault(plan));
    actor.over();

    assertThat(folder.resolve("broken")).doesNotExist();
    assertThat(witness.happened()).isTrue();
    assertThat(witness.words())
        .matches(
            "its command ended with exit code 0 after [0-9.]+ \\S+, and its undo ended with exit"
                + " code 0 after [0-9.]+ \\S+");
    assertThat(witness.notUndone()).isEmpty();
    assertThat(notUndone).isEmpty();
    assertThat(kept("fault1-try.out")).isEqualTo("begun\n");
    assertThat(kept("fault1-try.err")).isEqualTo("careful\n");
    assertThat(kept("fault1-try-undo.out")).isEqualTo("mended\n");
    assertThat(kept("fault1-try-undo.err")).isEmpty();
  }

  /** It may have done a half of what it should. */
  @Test
  void aCommandThatFailsDidNotHappenAndIsUndoneAllTheSame() throws Exception {
    FaultPlan plan = plan(shell("exit 3"), Optional.of(shell(touch("undone"))));
    CommandActor actor = actor(plan);

    assertThatThrownBy(() -> actor.begin(fault(plan)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("its command ended with exit code 3 after ")
        .hasMessageEndingWith("; see fault1-try.err");
    assertThat(actor.end(fault(plan)).happened()).isFalse();
    assertThat(folder.resolve("undone")).exists();
  }

  @Test
  void aCommandThatIsNotThereLeavesNothingToUndo() throws Exception {
    FaultPlan plan =
        plan(
            new CommandCall(List.of("no-such-program"), LONG), Optional.of(shell(touch("undone"))));
    CommandActor actor = actor(plan);

    assertThatThrownBy(() -> actor.begin(fault(plan)))
        .hasMessage("its command could not be started (there is no program no-such-program)");
    FaultWitness witness = actor.end(fault(plan));

    assertThat(witness.happened()).isFalse();
    assertThat(witness.notUndone()).isEmpty();
    assertThat(notUndone).isEmpty();
    assertThat(folder.resolve("undone")).doesNotExist();
  }

  /** A busy system may take longer than a limit to start anything, so the limit grows. */
  @Test
  void aCommandIsEndedAtItsLimitWithAllThatItHasStarted() throws Exception {
    Duration limit = Duration.ofMillis(50);
    do {
      Files.deleteIfExists(processes());
      FaultPlan plan = plan(CommandCall.shell(endless(), limit), Optional.empty());
      CommandActor actor = actor(plan);

      assertThatThrownBy(() -> actor.begin(fault(plan)))
          .hasMessage(
              "its command was ended at its limit of "
                  + DurationNotation.text(limit)
                  + "; see fault1-try.err");
      assertThat(actor.end(fault(plan)).happened()).isFalse();
      started().forEach(StartedProcess::awaitEnd);
      limit = limit.multipliedBy(2);
    } while (started().size() < 2);
  }

  /** A run hurries its commands when a user interrupts it, and again at its end. */
  @Test
  void aRunThatEndsEndsTheCommandAndLetsItsUndoRun() throws Exception {
    FaultPlan plan = plan(shell(endless()), Optional.of(shell(touch("undone"))));
    CommandActor actor = actor(plan);
    actor.hurry();
    actor.hurry();

    assertThatThrownBy(() -> actor.begin(fault(plan)))
        .hasMessageMatching("its command was ended after .*, as the run ended; see .*");
    FaultWitness witness = actor.end(fault(plan));

    assertThat(witness.notUndone()).isEmpty();
    assertThat(folder.resolve("undone")).exists();
  }

  @Test
  void anUndoThatFailsSaysHowToUndoByHand() throws Exception {
    FaultPlan plan =
        plan(
            new CommandCall(List.of("true"), LONG),
            Optional.of(new CommandCall(List.of("sh", "-c", "exit 4", "it's"), LONG)));
    CommandActor actor = actor(plan);

    actor.begin(fault(plan));
    FaultWitness witness = actor.end(fault(plan));

    assertThat(witness.happened()).isTrue();
    assertThat(notUndone).hasSize(1);
    assertThat(witness.notUndone())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("its undo ended with exit code 4 after ")
                    .endsWith("; see fault1-try-undo.err; by hand: sh -c 'exit 4' 'it'\\''s'"));
  }

  @Test
  void anUndoHasALimitOfItsOwn() throws Exception {
    CommandCall endless = CommandCall.shell(endless(), Duration.ofMillis(50));
    FaultPlan plan = plan(new CommandCall(List.of("true"), LONG), Optional.of(endless));
    CommandActor actor = actor(plan);

    actor.begin(fault(plan));

    assertThat(actor.end(fault(plan)).notUndone())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("its undo was ended at its limit of 50ms;"));
    assertThat(actor.longestEnd()).isBetween(Duration.ofMillis(50), Duration.ofMinutes(2));
  }

  @Test
  void noMoreThanTheFirstPartOfWhatACommandWritesIsKept() throws Exception {
    FaultPlan plan =
        plan(shell("head -c 1000000 /dev/zero | tr '\\0' x; echo last >&2"), Optional.empty());
    CommandActor actor = actor(plan);

    actor.begin(fault(plan));
    actor.over();

    assertThat(actor.end(fault(plan)).happened()).isTrue();
    assertThat(kept("fault1-try.out"))
        .isEqualTo("x".repeat(KeptOutput.MOST_BYTES) + KeptOutput.CUT);
    assertThat(kept("fault1-try.err")).isEqualTo("last\n");
  }

  /** The undo can go on once this process is gone, as nothing of its output comes through here. */
  @Test
  void anUndoWritesStraightToItsFilesAndTheirFirstPartIsKept() throws Exception {
    FaultPlan plan =
        plan(
            shell("true"),
            Optional.of(
                shell(
                    "test ! -p /dev/fd/1 && test ! -p /dev/fd/2 && echo early >&2"
                        + " && head -c 1000000 /dev/zero | tr '\\0' x")));
    CommandActor actor = actor(plan);

    actor.begin(fault(plan));

    assertThat(actor.end(fault(plan)).notUndone()).isEmpty();
    assertThat(kept("fault1-try-undo.out"))
        .isEqualTo("x".repeat(KeptOutput.MOST_BYTES) + KeptOutput.CUT);
    assertThat(kept("fault1-try-undo.err")).isEqualTo("early\n");
  }

  @Test
  void anUndoWhoseOutputCannotBeKeptRunsAllTheSame() throws Exception {
    FaultPlan plan = plan(shell("true"), Optional.of(shell("echo x; " + touch("undone"))));
    CommandActor actor =
        new CommandActor(
            plan, Optional.of(folder.resolve("gone")), environment, journal, NanoClock.SYSTEM);

    actor.begin(fault(plan));
    FaultWitness witness = actor.end(fault(plan));

    assertThat(witness.notUndone()).isEmpty();
    assertThat(witness.words()).contains("what it wrote could not be kept (");
    assertThat(folder.resolve("undone")).exists();
  }

  @Test
  void aCommandKnowsNoSecretOfOurs() throws Exception {
    environment.put("TEMPORAL_API_KEY", SECRET);
    environment.put("TOKENSTORM_PUSH", SECRET);
    environment.put("PGPASSWORD", SECRET);
    environment.put("HTTPS_PROXY", "http://me:" + SECRET + "@proxy");
    environment.put("PLAIN", "seen");
    FaultPlan plan = plan(shell("env"), Optional.of(shell("env")));
    CommandActor actor = actor(plan);

    actor.begin(fault(plan));
    var unused = actor.end(fault(plan));
    actor.over();

    for (String file : List.of("fault1-try.out", "fault1-try-undo.out")) {
      assertThat(kept(file)).contains("PLAIN=seen").doesNotContain(SECRET);
    }
  }

  @Test
  void aCommandWhoseOutputCannotBeKeptRunsAllTheSame() throws Exception {
    FaultPlan plan = plan(shell("echo x; exit 0"), Optional.empty());
    CommandActor actor =
        new CommandActor(
            plan, Optional.of(folder.resolve("gone")), environment, journal, NanoClock.SYSTEM);

    actor.begin(fault(plan));

    assertThat(actor.end(fault(plan)).happened()).isTrue();
  }
}
