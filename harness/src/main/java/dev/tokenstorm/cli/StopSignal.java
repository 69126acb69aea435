package dev.tokenstorm.cli;

/** The signals that ask a process to end. */
enum StopSignal {
  /** A person who waits sends it with Ctrl-C. */
  INT,
  /** A supervisor sends it, and kills what does not end in time. */
  TERM,
  /** The terminal is gone, as when an SSH session is lost. */
  HUP;

  /** The name that people know it by. */
  String text() {
    return "SIG" + name();
  }
}
