package dev.tokenstorm.fault;

import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.util.Map;

/** Checks, before a run, whether the programs of its commands are there. */
public final class CommandPrograms {
  private CommandPrograms() {}

  /**
   * Looks for them all, also for those that undo.
   *
   * @param environment of this process
   * @throws UsageException when one is missing
   */
  public static void check(FaultPlan plan, Map<String, String> environment) {
    for (FaultCommand command : plan.commands()) {
      for (CommandCall call : command.calls()) {
        if (ProgramPath.find(call.program(), environment).isEmpty()) {
          throw new UsageException(
              "--exec %s runs the program %s, which is not there to be run; install it, or give its path."
                  .formatted(command.name(), Printable.shown(call.program())));
        }
      }
    }
  }
}
