package dev.tokenstorm.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenTest {
  private static final byte[] KEY = {1, 2, 3, 4, 5};

  private static Token token(ByteString bytes, String activityId) {
    return Token.of(new ExecutionEntry(7, true, 0, 0, 1), 7_999, 1_000, bytes, activityId, 5);
  }

  private static Token token() {
    return token(ByteString.copyFrom(KEY), "");
  }

  @ParameterizedTest
  @EnumSource(TokenState.class)
  void aStateChangesNothingElse(TokenState state) {
    Token token = token();
    token.calling(true);
    token.calledNow();
    token.settle(state);
    assertThat(token.state()).isEqualTo(state);
    assertThat(token.calling()).isTrue();
    assertThat(token.called()).isTrue();
    token.calling(false);
    assertThat(token.state()).isEqualTo(state);
    assertThat(token.calling()).isFalse();
    assertThat(token.called()).isTrue();
    assertThat(token).hasToString("7/7999#1000");
  }

  @Test
  void bytesGoWithTheSettlementUnlessACallNeedsThem() {
    Token idle = token();
    idle.settle(TokenState.ORPHANED);
    assertThat(idle.bytes()).isEmpty();
    Token calling = token();
    calling.calling(true);
    calling.settle(TokenState.ORPHANED);
    assertThat(calling.bytes()).isEqualTo(KEY);
  }

  /** A byte string in each of the forms that there are. */
  static List<ByteString> forms() {
    byte[] within = {9, 1, 2, 3, 4, 5, 9};
    byte[] start = {1, 2, 3, 4, 5, 9};
    return List.of(
        ByteString.copyFrom(KEY),
        UnsafeByteOperations.unsafeWrap(KEY),
        UnsafeByteOperations.unsafeWrap(within, 1, 5),
        UnsafeByteOperations.unsafeWrap(start, 0, 5),
        UnsafeByteOperations.unsafeWrap(ByteBuffer.wrap(within, 1, 5)),
        UnsafeByteOperations.unsafeWrap(ByteBuffer.allocateDirect(5).put(KEY).flip()),
        ByteString.copyFrom(within).substring(1, 6),
        ByteString.copyFrom(new byte[] {1}).concat(ByteString.copyFrom(new byte[] {2, 3, 4, 5})),
        ByteString.copyFrom(KEY).concat(ByteString.EMPTY));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void itHasTheBytesInWhateverFormTheyCome(ByteString bytes) {
    assertThat(token(bytes, "").bytes()).isEqualTo(KEY);
    assertThat(token(bytes, "").bytesUnknown()).isFalse();
  }

  @Test
  void bytesInAnArrayOfTheirOwnAreNotCopied() {
    byte[] own = KEY.clone();
    assertThat(token(UnsafeByteOperations.unsafeWrap(own), "").bytes()).isSameAs(own);
  }

  @Test
  void onlyOneThatIsCompletedByIdHasIds() {
    Token byToken = token();
    byToken.ofRun("a-run");
    assertThat(byToken.activityId() + byToken.runId()).isEmpty();
    Token byId = token(ByteString.EMPTY, "id");
    assertThat(byId.runId()).isEmpty();
    byId.ofRun("a-run");
    assertThat(byId.activityId() + byId.runId()).isEqualTo("ida-run");
    assertThat(byId.bytesUnknown()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "4, 4", "100000, 65536", "0, 1"})
  void theLoadOfItsCallIsKeptAsFarAsItIsToldApart(int calls, int kept) {
    Token token = token();
    assertThat(token.answering()).isFalse();
    token.completeAt(100);
    token.answeringSince(200);
    assertThat(token.callsUnderWay()).isEqualTo(1);
    token.callsUnderWay(calls);
    assertThat(token.callsUnderWay()).isEqualTo(kept);
    assertThat(token.answering()).isTrue();
    assertThat(token.firstCallNanos()).isEqualTo(200);
  }

  @Test
  void retriesAreCountedForAsLongAsPausesGrow() {
    Token token = token();
    for (int i = 0; i < 1_000; i++) {
      token.retries(token.retries() + 1);
    }
    assertThat(token.retries()).isEqualTo(127);
    token.retries(0);
    assertThat(token.retries()).isZero();
  }

  @Test
  void whatNoPlanHasIsRefusedAndNotCutShort() {
    ExecutionEntry entry = new ExecutionEntry(7, true, 0, 0, 1);
    assertThatThrownBy(() -> Token.of(entry, 32_768, 1, ByteString.EMPTY, "", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
