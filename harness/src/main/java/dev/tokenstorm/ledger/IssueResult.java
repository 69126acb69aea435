package dev.tokenstorm.ledger;

/**
 * The result of issuing a token: what becomes of one that the worker was handed. Only a held one is
 * anybody's to complete.
 */
enum IssueResult {
  /** It is its activity's latest token, and supersedes one of an earlier attempt. */
  HELD,

  /** Its workflow, or its activity, is none of this run's. */
  FOREIGN,

  /** Its workflow closed before it came. */
  ORPHANED,

  /** A retry came before it, within the worker; its attempt was counted as unissued then. */
  OVERTAKEN,

  /** Its attempt was issued before, which no server does. */
  CAME_TWICE,

  /**
   * The holder of an earlier attempt has completed its activity by id. The activity was completed
   * once, and that is counted; the token is superseded as soon as it is issued.
   */
  COMPLETED_BY_ANOTHER
}
