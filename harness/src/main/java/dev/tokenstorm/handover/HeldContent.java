package dev.tokenstorm.handover;

import dev.tokenstorm.workload.CompletionContent;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The content that records carry for the tokens that they name. Thread-safe. */
final class HeldContent implements CompletionContent {
  private final LongFunction<@Nullable HeldRecord> held;

  /**
   * @param held finds a record by the number that its token's execution has here
   */
  HeldContent(LongFunction<@Nullable HeldRecord> held) {
    this.held = held;
  }

  /** Without one, a text that needs no escape: clients look at one before there is any record. */
  @Override
  public String result(long n, int activity) {
    HeldRecord record = held.apply(n);
    return record == null ? "" : record.content().result();
  }

  @Override
  public int resultLength(long n, int activity) {
    return result(n, activity).length();
  }

  @Override
  public int writeResult(long n, int activity, byte[] into, int from) {
    byte[] text = result(n, activity).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, into, from, text.length);
    return from + text.length;
  }

  @Override
  public String workflowId(long n) {
    HeldRecord record = held.apply(n);
    return record == null ? "" : record.content().workflowId();
  }
}
