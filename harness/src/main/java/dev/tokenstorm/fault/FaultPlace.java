package dev.tokenstorm.fault;

import java.util.Locale;

/** Where faults act, and so who carries them out. */
public enum FaultPlace {
  /** The connections between the harness and its target, by a proxy. */
  CONNECTION,

  /** The calls between the harness and its target, by a proxy that knows them apart. */
  CALL,

  /** The process of a server that is the run's own. */
  SERVER,

  /** This process. */
  GENERATOR,

  /** The worker in this process. */
  WORKER,

  /** Whatever a user's command reaches. */
  COMMAND;

  /** Returns the name of the thread that carries its faults out. */
  String thread() {
    return "faults-" + name().toLowerCase(Locale.ROOT);
  }
}
