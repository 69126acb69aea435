package dev.tokenstorm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Child processes that hear signals. A shell starts its background jobs with SIGINT ignored, {@code
 * nohup} ignores SIGHUP, their children inherit that, and a JVM respects it. So every test that
 * sends a signal starts its child by this, or it would hang when it is part of such a job.
 */
final class SignalledProcess {
  private static final List<String> RESET = List.of("env", "--default-signal=INT,TERM,HUP");

  private SignalledProcess() {}

  /** The command, with signals as they are for a command at a terminal where the system can. */
  static List<String> command(List<String> command) {
    List<String> attentive = new ArrayList<>();
    if (works(RESET)) {
      attentive.addAll(RESET);
    }
    attentive.addAll(command);
    return attentive;
  }

  private static boolean works(List<String> prefix) {
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    try {
      return new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException notHere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
