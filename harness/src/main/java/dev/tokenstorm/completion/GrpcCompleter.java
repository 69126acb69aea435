package dev.tokenstorm.completion;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.workload.CompletionContent;
import io.grpc.Channel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Completes by asynchronous calls on direct-executor channels: no thread waits, answers come on the
 * event loop, and nothing is built for a call but the call itself. Thread-safe.
 */
final class GrpcCompleter {
  private final NanoClock clock;
  private final List<Channel> channels;
  private final CallForms forms;

  GrpcCompleter(
      NanoClock clock, Target target, int channels, CompleteBy by, CompletionContent content) {
    this.clock = clock;
    this.channels = IntStream.range(0, channels).mapToObj(i -> target.directChannel()).toList();
    this.forms = new CallForms(target.info().namespace(), by, content);
  }

  /**
   * A maker of calls, one at a time.
   *
   * @param number places of consecutive numbers are spread over the channels
   */
  OutgoingCall place(int number) {
    return new OutgoingCall(clock, channels.get(number % channels.size()), forms);
  }
}
