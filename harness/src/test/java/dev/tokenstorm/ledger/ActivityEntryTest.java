package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of one activity: what comes of a token after what came before it. */
class ActivityEntryTest {
  private final ExecutionEntry execution = new ExecutionEntry(7, true, 0, 0, 1);
  private final ActivityEntry activity = new ActivityEntry();

  private Token token(int attempt) {
    return new Token(execution, 0, attempt, ByteString.copyFromUtf8("key"), "id", 100 + attempt);
  }

  /**
   * Lets one thing happen: an attempt's token comes ({@code 2}), is held and called for ({@code
   * 2:CALLING}), or is held and settled ({@code 2:COMPLETED}); or the server says that an attempt
   * passed without a token ({@code 2:MISSED}).
   */
  private void happens(String event, boolean byId) {
    String[] parts = event.split(":", -1);
    int attempt = Integer.parseInt(parts[0]);
    if (event.endsWith(":MISSED")) {
      assertThat(activity.learnMissed(attempt)).isTrue();
      return;
    }
    Token token = token(attempt);
    assertThat(activity.issue(token, false, byId)).isEqualTo(IssueResult.HELD);
    if (parts.length == 1) {
      return;
    }
    if (parts[1].equals("CALLING")) {
      token.calling(true);
    } else {
      token.settle(TokenState.valueOf(parts[1]));
      activity.settled(token, token.state());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // before, attempt, closed, by, result, outcome, unissued, unsettled attempts
    "          , 1, false, token, HELD                , HELD      , 0, 1",
    "          , 3, false, token, HELD                , HELD      , 2, 3",
    "          , 1, true , token, ORPHANED            , ORPHANED  , 0, ",
    "          , 2, true , token, ORPHANED            , ORPHANED  , 1, ",
    "1         , 1, false, token, CAME_TWICE          , HELD      , 0, 1",
    "1         , 1, true , token, CAME_TWICE          , HELD      , 0, 1",
    "2         , 1, false, token, OVERTAKEN           , HELD      , 1, 2",
    "2         , 1, true , token, OVERTAKEN           , HELD      , 1, 2",
    "1         , 2, false, token, HELD                , HELD      , 0, 2",
    "1:CALLING , 2, false, token, HELD                , HELD      , 0, 1 2",
    "1:FAILED  , 2, false, token, HELD                , HELD      , 0, 2",
    "1:FAILED  , 2, false, id   , HELD                , HELD      , 0, 2",
    "1:FAILED  , 3, false, token, HELD                , HELD      , 1, 3",
    // By token, a completion is its own attempt's, and what comes later another token.
    "1:COMPLETED, 2, false, token, HELD                , HELD      , 0, 2",
    "1:COMPLETED, 2, false, id   , COMPLETED_BY_ANOTHER, COMPLETED , 0, ",
    "1:COMPLETED, 3, false, id   , COMPLETED_BY_ANOTHER, COMPLETED , 1, ",
    "1:CANCELLED, 2, false, id   , COMPLETED_BY_ANOTHER, CANCELLED , 0, ",
    // Once the workflow has closed nobody asks who completed what.
    "1:COMPLETED, 2, true , id   , ORPHANED            , COMPLETED , 0, ",
    "1:CANCELLED, 2, true , id   , ORPHANED            , ORPHANED  , 0, ",
    "1:FAILED   , 2, true , token, ORPHANED            , ORPHANED  , 0, ",
    "1          , 2, true , token, ORPHANED            , ORPHANED  , 0, 1",
  })
  void aTokenIsTakenOrTurnedAway(
      @Nullable String before,
      int attempt,
      boolean closed,
      String by,
      IssueResult result,
      TokenState outcome,
      int unissued,
      @Nullable String unsettled) {
    boolean byId = by.equals("id");
    if (before != null) {
      happens(before, byId);
    }
    assertThat(activity.issue(token(attempt), closed, byId)).isEqualTo(result);
    assertThat(activity.outcome()).isEqualTo(outcome);
    assertThat(activity.unissued()).isEqualTo(unissued);
    assertThat(activity.unsettled())
        .extracting(Token::attempt)
        .isEqualTo(numbers(unsettled == null ? "" : unsettled));
  }

  /** A reset, and then a token: which attempts the account then tells of. */
  @ParameterizedTest
  @CsvSource({
    // before, sure, attempt, result, issued and unissued of those counted, of all
    "1         , true , 1, HELD     , 1 0, 2 0",
    "2:CALLING , true , 1, HELD     , 1 0, 2 1",
    "1:FAILED  , true , 2, HELD     , 2 0, 2 0",
    "2         , true , 2, HELD     , 1 1, 2 2",
    "2         , false, 3, HELD     , 2 1, 2 1",
    "2         , false, 2, HELD     , 1 1, 2 2",
    "2         , false, 1, OVERTAKEN, 1 1, 1 1",
  })
  void afterAResetAttemptsAreCountedFromOneAgain(
      String before, boolean sure, int attempt, IssueResult result, String counted, String all) {
    happens(before, false);
    assertThat(activity.requestReset(false)).isTrue();
    assertThat(activity.requestReset(false)).isFalse();
    activity.reset(CommandAnswer.TAKEN, sure && activity.account(0).unsettled().size() == 1);
    assertThat(activity.issue(token(attempt), false, false)).isEqualTo(result);
    ExecutionAccount.ActivityAccount account = activity.account(0);
    assertThat(account.issued() + " " + account.unissued()).isEqualTo(counted);
    assertThat(activity.issued() + " " + activity.unissued()).isEqualTo(all);
  }

  /**
   * A reset of a workflow's activity, and then a token: which attempts the account tells of, after
   * the reset and after the token.
   */
  @ParameterizedTest
  @CsvSource({
    // before, sure, attempt, result, issued, unissued and last attempt, and after the token, of all
    "1         , true , 2, HELD      , 1 0 1, 2 0 2, 2 0",
    "1         , false, 2, HELD      , 1 0 1, 2 0 2, 2 0",
    // It waited for its retry when it was reset, so that the first attempt comes again.
    "1         , false, 1, HELD      , 1 0 1, 1 0 1, 2 0",
    "1         , true , 1, CAME_TWICE, 1 0 1, 1 0 1, 1 0",
    // The second attempt has become the first, and what was missed before is no part of these.
    "2         , true , 2, HELD      , 1 0 1, 2 0 2, 2 1",
    "3         , true , 2, HELD      , 1 0 1, 2 0 2, 2 2",
    "3         , true , 3, HELD      , 1 0 1, 2 1 3, 2 3",
    "3         , false, 2, OVERTAKEN , 1 2 3, 1 2 3, 1 2",
    "2         , false, 2, HELD      , 1 1 2, 2 0 2, 2 1",
    "2         , false, 3, HELD      , 1 1 2, 2 1 3, 2 1",
  })
  void aResetInAWorkflowMakesTheAttemptThatIsUnderWayTheFirst(
      String before,
      boolean sure,
      int attempt,
      IssueResult result,
      String reset,
      String counted,
      String all) {
    happens(before, false);
    assertThat(activity.requestReset(true)).isTrue();
    activity.reset(CommandAnswer.TAKEN, sure);
    assertThat(told()).isEqualTo(reset);
    assertThat(activity.issue(token(attempt), false, false)).isEqualTo(result);
    assertThat(told()).isEqualTo(counted);
    assertThat(activity.issued() + " " + activity.unissued()).isEqualTo(all);
  }

  private String told() {
    ExecutionAccount.ActivityAccount account = activity.account(0);
    return account.issued() + " " + account.unissued() + " " + account.lastAttempt();
  }

  @Test
  void whatIsKnownOfTheFirstAttemptStaysAfterAResetInAWorkflow() {
    happens("3", false);
    assertThat(activity.requestReset(true)).isTrue();
    activity.reset(CommandAnswer.TAKEN, true);
    assertThat(activity.missed(1)).isTrue();
    assertThat(activity.missed(2)).isFalse();
    assertThat(activity.account(0).lastToken()).isEqualTo(3);
    assertThat(activity.restart()).isEqualTo(Restart.NONE);
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.split(" ", -1)) {
      if (!number.isEmpty()) {
        numbers.add(Integer.valueOf(number));
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({
    // what was missed, attempts of which no token is known, attempts that came too late
    "3         , false, 1 2, ",
    "2         , true , 1 2, 2",
  })
  void whatNeverCameIsToldFromWhatCameTooLate(
      int attempt, boolean closed, String missed, @Nullable String late) {
    assertThat(activity.issue(token(attempt), closed, false))
        .isEqualTo(closed ? IssueResult.ORPHANED : IssueResult.HELD);
    for (int n = 1; n <= 3; n++) {
      assertThat(activity.missed(n)).as("%d missed", n).isEqualTo(numbers(missed).contains(n));
      assertThat(activity.wasLate(n))
          .as("%d late", n)
          .isEqualTo(late != null && numbers(late).contains(n));
    }
  }

  @Test
  void theServersWordOfAMissedAttemptIsNewsOnce() {
    happens("2", false);
    assertThat(activity.learnMissed(1)).isFalse();
    assertThat(activity.learnMissed(2)).isFalse();
    happens("3:MISSED", false);
    assertThat(activity.learnMissed(3)).isFalse();
    assertThat(activity.unissued()).isEqualTo(2);
  }

  @Test
  void aTokenIsIdleUntilACallForItIsUnderWay() {
    assertThat(activity.idle()).isNull();
    Token token = token(1);
    assertThat(activity.issue(token, false, false)).isEqualTo(IssueResult.HELD);
    assertThat(activity.idle()).isSameAs(token);
    token.calling(true);
    assertThat(activity.idle()).isNull();
    assertThat(activity.current(token)).isTrue();
  }

  @Test
  void anEarlierTokenWhoseCallIsAnsweredLeavesTheLatestAsItIs() {
    Token first = token(1);
    Token second = token(2);
    assertThat(activity.issue(first, false, false)).isEqualTo(IssueResult.HELD);
    first.calling(true);
    assertThat(activity.issue(second, false, false)).isEqualTo(IssueResult.HELD);
    first.calling(false);
    first.settle(TokenState.COMPLETED);
    activity.settled(first, TokenState.COMPLETED);

    assertThat(activity.outcome()).isEqualTo(TokenState.HELD);
    assertThat(activity.unsettled()).containsExactly(second);
  }

  @Test
  void timesAreOfTheLatestTokenAndItsFirstCall() {
    assertThat(activity.issue(token(1), false, false)).isEqualTo(IssueResult.HELD);
    activity.called(500);
    activity.called(600);
    assertThat(activity.issuedNanos()).isEqualTo(101);
    assertThat(activity.callNanos()).isEqualTo(500);

    assertThat(activity.issue(token(2), false, false)).isEqualTo(IssueResult.HELD);
    assertThat(activity.called()).isFalse();
    activity.called(700);
    assertThat(activity.issuedNanos()).isEqualTo(102);
    assertThat(activity.callNanos()).isEqualTo(700);
  }

  @Test
  void itGoesOnFromAFirstTokenAsItStands() {
    Token first = token(1);
    first.answeringSince(400);
    first.calledNow();
    ActivityEntry open = new ActivityEntry(first);
    assertThat(open.current(first)).isTrue();
    assertThat(open.called()).isTrue();
    assertThat(open.callNanos()).isEqualTo(400);
    assertThat(open.issue(token(1), false, false)).isEqualTo(IssueResult.CAME_TWICE);

    first.settle(TokenState.FAILED);
    ActivityEntry settled = new ActivityEntry(first);
    assertThat(settled.anyUnsettled()).isFalse();
    assertThat(settled.outcome()).isEqualTo(TokenState.FAILED);
    assertThat(settled.issued()).isEqualTo(1);
  }
}
