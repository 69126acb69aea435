package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Token;
import java.util.List;
import java.util.stream.IntStream;

/** Real tokens for tests of what hands them over. */
public final class StressTokens {
  private static final int TOKENS = 3;
  private static final List<Token> ALL = issue();

  private StressTokens() {}

  private static List<Token> issue() {
    Bookkeeping books = new Bookkeeping(2);
    ExecutionEntry execution = books.open();
    return IntStream.range(0, TOKENS)
        .mapToObj(activity -> books.issue(execution, activity, ByteString.copyFromUtf8("token")))
        .toList();
  }

  /** A token, counted from 0; always the same one. */
  public static Token get(int number) {
    return ALL.get(number);
  }
}
