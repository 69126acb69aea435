package dev.tokenstorm.plan;

/** Which workflows' histories are read and compared with the ledger. Doubtful ones always are. */
public sealed interface AuditPlan {

  /** Only the doubtful ones. */
  record None() implements AuditPlan {}

  /** An even sample, read as its workflows close, and what was in it before. */
  record Sample(int workflows) implements AuditPlan {}

  /** Every workflow, as it closes. */
  record All() implements AuditPlan {}
}
