package dev.tokenstorm.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the program's exit codes mean. */
public final class ExitCode {
  public static final int PASSED = 0;
  public static final int COULD_NOT = 1;
  public static final int USAGE = 2;
  public static final int FAILED = 3;
  public static final int UNTRUSTWORTHY = 4;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** One line each, for help texts. */
  static Map<String, String> descriptions() {
    Map<String, String> descriptions = new LinkedHashMap<>();
    descriptions.put(String.valueOf(PASSED), "passed");
    descriptions.put(String.valueOf(COULD_NOT), "could not run or finish");
    descriptions.put(String.valueOf(USAGE), "a flag, a variable or the plan file is wrong");
    descriptions.put(
        String.valueOf(FAILED), "the run failed: its ledger, its ends or its objectives");
    descriptions.put(
        String.valueOf(UNTRUSTWORTHY),
        "with --require, the figures are not to be trusted (see --require-trust)");
    descriptions.put(String.valueOf(INTERRUPTED), "interrupted");
    return descriptions;
  }
}
