package dev.tokenstorm.greeting;

import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotReleaseContext;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of slots that knows how many tasks are in them. Thread-safe. */
public final class CountedSlots<I extends SlotInfo> extends FixedSizeSlotSupplier<I> {
  private final AtomicInteger used = new AtomicInteger();

  public CountedSlots(int slots) {
    super(slots);
  }

  @Override
  public void markSlotUsed(SlotMarkUsedContext<I> context) {
    used.incrementAndGet();
    super.markSlotUsed(context);
  }

  @Override
  public void releaseSlot(SlotReleaseContext<I> context) {
    // Without a task it was reserved for a poll that brought none.
    if (context.getSlotInfo() != null) {
      used.decrementAndGet();
    }
    super.releaseSlot(context);
  }

  /** Slots with a task in them. */
  public int used() {
    return used.get();
  }
}
