package dev.tokenstorm.audit;

import dev.tokenstorm.ledger.AuditResult;
import dev.tokenstorm.ledger.AuditResult.Attempt;
import dev.tokenstorm.ledger.ExecutionAccount;
import dev.tokenstorm.ledger.ExecutionAccount.ActivityAccount;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.workload.Evidence;
import dev.tokenstorm.workload.Evidence.ActivityEvidence;
import dev.tokenstorm.workload.Evidence.Closing;
import dev.tokenstorm.workload.ExecutionEnd.Status;
import dev.tokenstorm.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares one workflow's history with its account: one closing event an activity, or none if its
 * workflow closed first; the attempt on the started event is the tokens issued plus the unissued;
 * outcome and result as in the ledger. What the ledger could not know it learns here.
 */
public final class HistoryAudit {
  private final Workload workload;
  private final boolean byId;
  private final ExecutionAccount account;
  private final Evidence history;
  private final Map<Token, TokenState> settled = new HashMap<>();
  private final List<Attempt> missed = new ArrayList<>();
  private final List<String> discrepancies = new ArrayList<>();

  private HistoryAudit(
      Workload workload, boolean byId, ExecutionAccount account, Evidence history) {
    this.workload = workload;
    this.byId = byId;
    this.account = account;
    this.history = history;
  }

  /**
   * Compares.
   *
   * @param byId whether completions named the activity, not the attempt
   */
  public static AuditResult compare(
      Workload workload, boolean byId, ExecutionAccount account, Evidence history) {
    return new HistoryAudit(workload, byId, account, history).compare();
  }

  private AuditResult compare() {
    if (history.end().isEmpty()) {
      discrepancies.add("The ledger saw it close, but its history is open.");
    } else if (!history.end().equals(account.end())) {
      discrepancies.add(
          "The ledger saw that it "
              + account.end().map(Object::toString).orElse("is open")
              + ", but its history says that it "
              + history.end().get()
              + ".");
    }
    Map<Integer, ActivityAccount> accounts = new HashMap<>();
    account.activities().forEach(activity -> accounts.put(activity.activity(), activity));
    for (Map.Entry<Integer, ActivityEvidence> entry : history.activities().entrySet()) {
      int number = entry.getKey();
      ActivityAccount known = accounts.remove(number);
      if (number < 0 || entry.getValue().scheduled() > 1) {
        discrepancies.add("Its history has an activity that the workload does not.");
      } else {
        compare(
            known == null
                ? new ActivityAccount(number, 0, 0, 0, 0, false, TokenState.HELD, List.of())
                : known,
            entry.getValue());
      }
    }
    accounts
        .keySet()
        .forEach(
            number ->
                discrepancies.add(
                    name(number) + " issued a token, but its history does not have it."));
    return new AuditResult(
        history.end(), Map.copyOf(settled), List.copyOf(missed), List.copyOf(discrepancies));
  }

  private void compare(ActivityAccount ours, ActivityEvidence theirs) {
    if (theirs.closings() > 1) {
      discrepancies.add(name(ours.activity()) + " was closed " + theirs.closings() + " times.");
    }
    int attempts = ours.issued() + ours.unissued();
    if (theirs.startedAttempt() > 0 && theirs.startedAttempt() < attempts && !ours.restarts()) {
      discrepancies.add(
          name(ours.activity())
              + " issued or missed "
              + attempts
              + " attempts, but its history ends with attempt "
              + theirs.startedAttempt()
              + ".");
    }
    if (theirs.startedAttempt() > GreetingPlan.MOST_ATTEMPTS) {
      discrepancies.add(
          name(ours.activity())
              + " ends in its history with attempt "
              + theirs.startedAttempt()
              + ", more than any plan has.");
    }
    int lastAttempt = Math.min(theirs.startedAttempt(), GreetingPlan.MOST_ATTEMPTS);
    for (int attempt = attempts + 1; attempt <= lastAttempt; attempt++) {
      missed.add(new Attempt(ours.activity(), attempt));
    }
    if (ours.unsettled().isEmpty()) {
      compareOutcome(ours, theirs);
    } else {
      ours.unsettled().forEach(token -> settled.put(token, stateOf(token, ours, theirs)));
    }
    if (theirs.closing() == Closing.COMPLETED) {
      String expected = workload.content().result(account.number(), ours.activity());
      if (!theirs.result().equals(expected)) {
        discrepancies.add(name(ours.activity()) + " was completed with another result.");
      }
    }
  }

  private void compareOutcome(ActivityAccount ours, ActivityEvidence theirs) {
    boolean later = theirs.startedAttempt() > ours.lastAttempt();
    boolean agrees =
        switch (ours.outcome()) {
          case COMPLETED -> theirs.closing() == Closing.COMPLETED && (byId || !later);
          case CANCELLED -> theirs.closing() == Closing.CANCELLED && (byId || !later);
          // A failed attempt is retried; without a token of the retry we know no more.
          case FAILED -> later || theirs.closing() == Closing.FAILED || cutShort(theirs);
          case TIMED_OUT -> theirs.closing() == Closing.TIMED_OUT;
          // Its attempt may have timed out before its token came, or before its workflow closed.
          case ORPHANED ->
              theirs.closing() == Closing.NONE || theirs.closing() == Closing.TIMED_OUT;
          case HELD -> ours.issued() == 0;
          case SUPERSEDED -> later || cutShort(theirs);
          case DOUBTFUL, PENDING, UNKNOWN -> true;
        };
    if (!agrees) {
      discrepancies.add(
          name(ours.activity())
              + " is "
              + ours.outcome().key()
              + " in the ledger, but its history closes it as "
              + theirs.closing()
              + " at attempt "
              + theirs.startedAttempt()
              + ".");
    }
  }

  /** Whether the workflow was closed from outside while the activity waited for its retry. */
  private boolean cutShort(ActivityEvidence theirs) {
    return theirs.closing() == Closing.NONE
        && history
            .end()
            .filter(end -> end.status() == Status.TERMINATED || end.status() == Status.TIMED_OUT)
            .isPresent();
  }

  private TokenState stateOf(Token token, ActivityAccount ours, ActivityEvidence theirs) {
    boolean latest = token.attempt() == ours.lastToken();
    if (theirs.closing() == Closing.NONE) {
      return latest ? TokenState.ORPHANED : TokenState.SUPERSEDED;
    }
    boolean answersFor =
        theirs.startedAttempt() == 0
            || (latest ? ours.lastAttempt() : token.attempt()) == theirs.startedAttempt()
            // By id, whoever holds a token completes the attempt that is current.
            || (byId && latest && theirs.closing() == Closing.COMPLETED);
    if (!latest || !answersFor) {
      return TokenState.SUPERSEDED;
    }
    return switch (theirs.closing()) {
      case COMPLETED -> TokenState.COMPLETED;
      case FAILED -> TokenState.FAILED;
      case TIMED_OUT -> TokenState.TIMED_OUT;
      case CANCELLED -> TokenState.CANCELLED;
      case NONE -> TokenState.ORPHANED;
    };
  }

  private String name(int activity) {
    return "Activity " + workload.shape().place(activity);
  }
}
