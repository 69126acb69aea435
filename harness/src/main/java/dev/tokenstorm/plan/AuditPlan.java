package dev.tokenstorm.plan;

/** Which workflows' histories are read and compared with the ledger. Doubtful ones always are. */
public sealed interface AuditPlan {

  /** Only the doubtful ones. */
  record None() implements AuditPlan {}

  /** A reservoir sample, read at the end of the run. */
  record Sample(int workflows) implements AuditPlan {}

  /** Every workflow, as it closes. */
  record All() implements AuditPlan {}
}
