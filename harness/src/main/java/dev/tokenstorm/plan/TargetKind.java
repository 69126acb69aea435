package dev.tokenstorm.plan;

import dev.tokenstorm.measurement.Keyed;

/** Which kind of service a plan names as its target. */
public enum TargetKind implements Keyed {
  EMBEDDED,
  DEV_SERVER,
  NULL,
  ENV,
  ADDRESS;

  /** Whether the run starts it, on this host, and ends it. */
  public boolean ownedByRun() {
    return inThisProcess() || this == DEV_SERVER;
  }

  /** Whether it shares this process with the harness. */
  public boolean inThisProcess() {
    return this == EMBEDDED || this == NULL;
  }
}
