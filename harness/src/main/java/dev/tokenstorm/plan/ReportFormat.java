package dev.tokenstorm.plan;

/** The formats in which a verdict is written for other programs. */
public enum ReportFormat {
  /** XML as test runners write it: a case for each invariant, objective and doubt. */
  JUNIT,
  /** GitHub's flavour of it: a row for each. */
  MARKDOWN
}
