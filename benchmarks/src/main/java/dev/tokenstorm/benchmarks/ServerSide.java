package dev.tokenstorm.benchmarks;

import java.util.List;

/** The two ways to have one activity executed, each with the flags of its runs. */
enum ServerSide {
  STANDALONE("standalone", "workload standalone await-results 0"),
  WORKFLOW("workflow", "branches 1 steps 1");

  private final String noun;
  private final String flags;

  ServerSide(String noun, String flags) {
    this.noun = noun;
    this.flags = flags;
  }

  String noun() {
    return noun;
  }

  /** Flags without their dashes, each followed by its value. */
  List<String> flags() {
    return List.of(flags.split(" ", -1));
  }
}
