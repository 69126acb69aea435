package dev.tokenstorm.ledger;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the account of a workflow has when there is more to tell than the first tokens of a few
 * activities do. An object of its own, because most workflows need none. Guarded by the workflow's
 * entry.
 */
final class EntryDetails {
  private static final @Nullable ActivityEntry[] NO_ACCOUNTS = {};

  /** The first tokens by activity, of a workflow with many; else empty. */
  private final @Nullable Token[] firsts;

  private @Nullable ActivityEntry[] accounts = NO_ACCOUNTS;
  private @Nullable BitSet resumed;
  private boolean failedByUnissued;
  private long servedNanos = ExecutionEntry.SEEN;

  /**
   * @param indexed so many activities, whose first tokens are to be found at once; 0 for none
   */
  EntryDetails(int indexed) {
    this.firsts = new Token[indexed];
  }

  /** Whether first tokens are found here. */
  boolean indexes() {
    return firsts.length > 0;
  }

  @Nullable Token first(int activity) {
    return firsts[activity];
  }

  void first(int activity, @Nullable Token token) {
    firsts[activity] = token;
  }

  @Nullable ActivityEntry account(int activity) {
    return activity < accounts.length ? accounts[activity] : null;
  }

  void account(int activity, ActivityEntry account) {
    if (activity >= accounts.length) {
      accounts = Arrays.copyOf(accounts, Math.max(activity + 1, accounts.length * 2));
    }
    accounts[activity] = account;
  }

  /** Notes that an activity's result has reached the workflow; whether it had not before. */
  boolean resumes(int activity) {
    if (resumed == null) {
      resumed = new BitSet();
    }
    boolean before = resumed.get(activity);
    resumed.set(activity);
    return !before;
  }

  boolean failByUnissued() {
    boolean first = !failedByUnissued;
    failedByUnissued = true;
    return first;
  }

  long servedNanos() {
    return servedNanos;
  }

  void served(long nanos) {
    servedNanos = nanos;
  }

  boolean anyUnsettled() {
    for (ActivityEntry account : accounts) {
      if (account != null && account.anyUnsettled()) {
        return true;
      }
    }
    return false;
  }

  void addUnsettledTo(List<Token> tokens) {
    for (ActivityEntry account : accounts) {
      if (account != null) {
        tokens.addAll(account.unsettled());
      }
    }
  }

  /** How many of the accounts have this outcome. */
  int count(TokenState outcome) {
    int count = 0;
    for (ActivityEntry account : accounts) {
      if (account != null && account.outcome() == outcome) {
        count++;
      }
    }
    return count;
  }

  void addCopiesTo(List<ExecutionAccount.ActivityAccount> copies) {
    for (int activity = 0; activity < accounts.length; activity++) {
      ActivityEntry account = accounts[activity];
      if (account != null) {
        copies.add(account.account(activity));
      }
    }
  }
}
