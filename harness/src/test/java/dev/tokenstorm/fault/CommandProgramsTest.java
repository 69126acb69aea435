package dev.tokenstorm.fault;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.text.Notation.Misfit;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether programs are there before a run. */
final class CommandProgramsTest {
  private static final Map<String, String> BIN = Map.of("PATH", "/nowhere::/bin:/usr/bin");

  private static FaultPlan plan(String program, String undo) throws Misfit {
    return FaultPlanTest.of("1s: exec a for 1s")
        .with(List.of(new FaultCommand("a", call(program), Optional.of(call(undo)), List.of())));
  }

  private static CommandCall call(String program) {
    return new CommandCall(List.of(program, "x"), CommandCall.DEFAULT_LIMIT);
  }

  @Test
  void programsAreFoundByNameAndByPath() throws Misfit {
    FaultPlan plan = plan("sh", "/bin/sh");
    assertThatCode(() -> CommandPrograms.check(plan, BIN)).doesNotThrowAnyException();
  }

  @Test
  void aProgramThatIsMissingIsNamed(@TempDir Path folder) throws Misfit {
    FaultPlan missing = plan("no-such-program", "sh");
    assertThatThrownBy(() -> CommandPrograms.check(missing, BIN))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "--exec a runs the program no-such-program, which is not there to be run; install it,"
                + " or give its path.");
    FaultPlan noPath = plan("sh", "sh");
    assertThatThrownBy(() -> CommandPrograms.check(noPath, Map.of()))
        .isInstanceOf(UsageException.class);
    FaultPlan directory = plan("sh", folder.toString());
    assertThatThrownBy(() -> CommandPrograms.check(directory, BIN))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(" is not there to be run");
  }
}
