package dev.tokenstorm.run;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.result.FullDiskException;
import dev.tokenstorm.server.Sentences;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.UsageException;

/** A sentence on a run that could not be made, for whoever makes many. */
final class FailedRun {
  private FailedRun() {}

  /** Returns whether the target does not answer any more. */
  static boolean lost(Target target) {
    try (TargetConnection asked = new SharedTarget(target).open(new NoopScope(), unused -> {})) {
      return false;
    } catch (TargetException e) {
      return true;
    }
  }

  /** Returns one sentence on what went wrong. */
  static String sentence(RuntimeException error) {
    return error instanceof TargetException
            || error instanceof UsageException
            || error instanceof FullDiskException
        ? String.valueOf(error.getMessage())
        : "A run could not be made: " + Sentences.rootMessage(error) + ".";
  }
}
