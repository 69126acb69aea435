package dev.tokenstorm.fault;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Signals to a process group: to its leader, and to all that are in it, whoever their parents are.
 * Java can send no signal to a group, so a shell does.
 */
public final class GroupSignal {
  private GroupSignal() {}

  /**
   * Sends one.
   *
   * @param leader the process id of the group's leader
   * @param signal its name without SIG, such as {@code KILL}
   * @param most how long to wait for the shell
   * @return whether it was sent; not if nobody is in the group any more
   */
  public static boolean send(long leader, String signal, Duration most)
      throws InterruptedException {
    String script = "kill -s " + signal + " -- -" + leader;
    try {
      Process kill =
          new ProcessBuilder(CommandCall.SHELL, "-c", script)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      return kill.waitFor(most.toMillis(), TimeUnit.MILLISECONDS) && kill.exitValue() == 0;
    } catch (IOException noShell) {
      return false;
    }
  }
}
