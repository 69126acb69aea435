package dev.tokenstorm.cli;

import dev.tokenstorm.run.ExitState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The program's exit codes, and what each means. */
public final class ExitCode {
  public static final int PASSED = 0;
  public static final int COULD_NOT = 1;
  public static final int USAGE = 2;
  public static final int FAILED = 3;
  public static final int UNTRUSTWORTHY = 4;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** The code of how a run or a search went. */
  static int of(ExitState state) {
    return switch (state) {
      case PASSED -> PASSED;
      case COULD_NOT -> COULD_NOT;
      case FAILED -> FAILED;
      case UNTRUSTWORTHY -> UNTRUSTWORTHY;
      case INTERRUPTED -> INTERRUPTED;
    };
  }

  /** What those mean that every command has, one line each, for help texts. */
  static SortedMap<Integer, String> ofEveryCommand() {
    SortedMap<Integer, String> codes = new TreeMap<>();
    codes.put(PASSED, "passed");
    codes.put(COULD_NOT, "could not run or finish");
    codes.put(USAGE, "a flag, a variable or the plan file is wrong");
    codes.put(INTERRUPTED, "interrupted");
    return codes;
  }

  /** What those of a run mean, which are all there are. */
  static SortedMap<Integer, String> ofRuns() {
    SortedMap<Integer, String> codes = ofEveryCommand();
    codes.put(FAILED, "the run failed: its ledger, its ends or its objectives");
    codes.put(
        UNTRUSTWORTHY, "with --require, the figures are not to be trusted (see --require-trust)");
    return codes;
  }

  /** What those of a search mean. */
  static SortedMap<Integer, String> ofSearches() {
    SortedMap<Integer, String> codes = ofEveryCommand();
    codes.put(FAILED, "no run, or no rate, led to an answer");
    return codes;
  }

  /** What those of a comparison mean. */
  static SortedMap<Integer, String> ofComparisons() {
    SortedMap<Integer, String> codes = ofEveryCommand();
    codes.put(FAILED, "a side is worse, an expectation is shown to be false, or a side failed");
    codes.put(UNTRUSTWORTHY, "an expectation is undecided");
    return codes;
  }

  /** What those of drills mean. */
  static SortedMap<Integer, String> ofDrills() {
    SortedMap<Integer, String> codes = ofEveryCommand();
    codes.put(PASSED, "all drills that were run held");
    codes.put(FAILED, "a drill did not hold");
    return codes;
  }

  /** As a help text takes them. */
  static Map<String, String> shown(SortedMap<Integer, String> codes) {
    Map<String, String> shown = new LinkedHashMap<>();
    codes.forEach((code, meaning) -> shown.put(String.valueOf(code), meaning));
    return shown;
  }
}
