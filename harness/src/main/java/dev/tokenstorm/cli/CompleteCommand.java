package dev.tokenstorm.cli;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.broker.ClientProperties;
import dev.tokenstorm.handover.CompletingCounts;
import dev.tokenstorm.handover.TokenCompleters;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.CompleteSettings;
import dev.tokenstorm.settings.CompleteSettings.CompletePlan;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tokenstorm complete}: completes the tokens of runs of other processes. */
final class CompleteCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final SettingOptions options = new SettingOptions(CompleteSettings.ALL);
  private final SettingSources sources;

  CompleteCommand(Console console) {
    this.console = console;
    this.sources = new SettingSources(console);
    spec.name("complete");
    options.addTo(spec);
    spec.usageMessage()
        .description(
            "Completes what runs of other processes send through a topic of a Kafka cluster, until"
                + " it is interrupted. Any number of such processes, on any machines, share the"
                + " work. A run says what is completed, how and when; this side says at which"
                + " server, and with how many completers. On SIGTERM and SIGINT it finishes what"
                + " has a call under way, gives the rest back, and says what it did.")
        .customSynopsis(
            "tokenstorm complete --tokens kafka:HOST:PORT/TOPIC --target HOST:PORT|env [FLAG]...")
        .footer(
            "",
            "Examples",
            "  tokenstorm complete --tokens kafka:10.0.0.5:9092/tokens --target 10.0.0.6:7233"
                + " --completers 64",
            "  tokenstorm complete --tokens kafka:10.0.0.5:9092/tokens --target env"
                + " --completer grpc --once");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public SortedMap<Integer, String> exitCodes() {
    SortedMap<Integer, String> codes = ExitCode.ofEveryCommand();
    codes.put(
        ExitCode.PASSED, "interrupted or over, with all that was held finished or given back");
    codes.remove(ExitCode.INTERRUPTED);
    return codes;
  }

  @Override
  public Integer call() throws InterruptedException {
    CompletePlan plan =
        CompleteSettings.plan(sources.with(options.read(spec.commandLine().getParseResult())));
    NamedTarget named = NamedTarget.of(plan.target());
    named.warnings().forEach(console::message);
    ClientProperties properties = ClientProperties.of(plan.handover());
    try (Target target =
            Target.open(
                named, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM));
        TokenCompleters completers =
            TokenCompleters.start(
                plan.handover(), properties, plan.completion(), target, plan.once());
        Interrupts signals = Interrupts.handle(completers::stop, completers::stop)) {
      console
          .err()
          .println(
              Printable.escaped(
                  "Completing at %s what comes through %s of %s"
                      .formatted(
                          target.info().address(),
                          plan.handover().tokens().name(),
                          plan.handover().tokens().bootstrapServers())));
      boolean whole = completers.awaitEnd();
      console.out().println(words(completers.counts()));
      return whole ? ExitCode.PASSED : ExitCode.COULD_NOT;
    }
  }

  private static String words(CompletingCounts counts) {
    List<String> parts = new ArrayList<>();
    add(parts, counts.redelivered(), "delivered again");
    add(parts, counts.sentAnew(), "sent anew");
    add(parts, counts.released(), "given back");
    add(parts, counts.stale(), "stale");
    add(parts, counts.foreign(), "of another namespace");
    add(parts, counts.forged(), "not signed with the key");
    add(parts, counts.unreadable(), "unreadable");
    add(parts, counts.late(), "acknowledged too late");
    add(parts, counts.unfinished(), "not finished");
    return "Took %s and answered %s%s."
        .formatted(
            Humanize.count(counts.taken(), "record"),
            Humanize.count(counts.answered(), "token"),
            parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(Humanize.count(count) + " " + what);
    }
  }
}
