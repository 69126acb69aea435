package dev.tokenstorm.cli;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.cell.Workloads;
import dev.tokenstorm.cleanup.Cleaner;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.result.KilledRun;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.settings.OutputSettings;
import dev.tokenstorm.settings.Settings;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.ShellWord;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tokenstorm clean}: terminates what a killed harness left open on a server. */
final class CleanCommand implements Command {
  /** Nothing that could end or widen the query that it becomes part of. */
  private static final Pattern RUN_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(2);

  private static final String DRY_RUN = "--dry-run";

  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final TargetOptions options;
  private Optional<Cleaner> cleaner = Optional.empty();

  CleanCommand(Console console) {
    this.console = console;
    this.options = new TargetOptions(console);
    spec.name("clean");
    options.addTo(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RUN-ID")
            .type(String.class)
            .arity("1")
            .required(true)
            .description(
                "The run: what its results folder is called unless --out names it, and what the ids"
                    + " of its workflows or standalone activities begin with.")
            .build());
    spec.addOption(
        OptionSpec.builder(DRY_RUN)
            .type(boolean.class)
            .arity("0")
            .description("Say what would be terminated and lost, and stop.")
            .build());
    spec.usageMessage()
        .description(
            "Terminates what a killed harness left open on a server: workflows of the type"
                + " GreetingWorkflow and standalone activities of the type ComposeGreeting whose id"
                + " is RUN-ID, a hyphen and a number. No other is touched. Their pending tokens are"
                + " lost with them.")
        .customSynopsis("tokenstorm clean RUN-ID --target HOST:PORT|env [FLAG]...")
        .footer(
            "",
            "Examples",
            "  tokenstorm clean 20261122-193015-4f2a --target 10.0.0.5:7233 --namespace load",
            "  tokenstorm clean 20261122-193015-4f2a --target env --profile load --dry-run");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    String runId = spec.commandLine().getParseResult().matchedPositionalValue(0, "");
    if (!RUN_ID.matcher(runId).matches()) {
      throw new UsageException(
          "RUN-ID must be a run's id, such as 20261122-193015-4f2a, not "
              + Printable.shown(runId)
              + ".");
    }
    TargetPlan plan = options.read(spec.commandLine().getParseResult(), "tokenstorm-clean");
    if (plan.choice().kind().ownedByRun()) {
      throw new UsageException(
          "--target must be HOST:PORT or env: the embedded target, the dev server and the null"
              + " front end end with the run that started them, so there is nothing to clean.");
    }
    NamedTarget named = NamedTarget.of(plan);
    named.warnings().forEach(console::message);
    Thread cleaning = Thread.currentThread();
    AtomicBoolean interrupted = new AtomicBoolean();
    Runnable interrupt =
        () -> {
          interrupted.set(true);
          cleaning.interrupt();
        };
    try (Interrupts signals = Interrupts.handle(interrupt, interrupt)) {
      return clean(named, runId);
    } catch (InterruptedException | RuntimeException e) {
      if (!interrupted.get()) {
        throw e;
      }
      console.message(
          dryRun()
              ? "Interrupted before all was counted; nothing was terminated."
              : "Interrupted after %s terminated of run %s; clean again for the rest."
                  .formatted(cleaner.map(Cleaner::words).orElse("nothing"), runId));
      return ExitCode.INTERRUPTED;
    }
  }

  private int clean(NamedTarget named, String runId) throws InterruptedException {
    try (Target target =
        Target.open(named, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM))) {
      if (target.info().kind().equals(TargetInfo.NULL)) {
        throw new TargetException(
            target.info().address()
                + " is a null front end, which keeps nothing; end it, and what was open is gone.");
      }
      return clean(target, runId);
    }
  }

  private int clean(Target target, String runId) throws InterruptedException {
    String place = target.info().address() + ", namespace " + target.info().namespace();
    console
        .err()
        .println("Looking for what run " + runId + " left open at " + Printable.escaped(place));
    Cleaner begun =
        new Cleaner(
            target,
            Workloads.open(target.info().namespace(), runId),
            runId,
            NanoClock.SYSTEM,
            progress());
    cleaner = Optional.of(begun);
    if (dryRun()) {
      takeUpNote(OutputSettings.folder(Settings.of(List.of()), runId), runId)
          .ifPresent(console::message);
    }
    long all = dryRun() ? begun.look() : begun.clean();
    String sentence =
        dryRun()
            ? "Would terminate %s of run %s, and lose them; nothing was terminated."
            : "Terminated %s of run %s; none is left open.";
    console
        .out()
        .println(
            all == 0
                ? "Nothing of run " + runId + " is open at " + Printable.escaped(place) + "."
                : sentence.formatted(begun.words(), runId));
    return ExitCode.PASSED;
  }

  /**
   * The way on that loses nothing, if the run's folder is where runs keep theirs. There is none
   * after a termination.
   */
  static Optional<String> takeUpNote(Path folder, String runId) {
    return KilledRun.find(folder)
        .filter(run -> run.runId().equals(runId) && run.canBeTakenUp())
        .map(
            run ->
                "%s is what that run left. To go on with it and lose nothing: tokenstorm run --take-up %s."
                    .formatted(folder, ShellWord.of(folder.toString())));
  }

  private boolean dryRun() {
    return spec.commandLine().getParseResult().hasMatchedOption(DRY_RUN);
  }

  private LongConsumer progress() {
    String done = dryRun() ? " found so far" : " terminated so far";
    return new LongConsumer() {
      private long lastNanos = NanoClock.SYSTEM.nanoTime();
      private long last;

      @Override
      public void accept(long soFar) {
        long now = NanoClock.SYSTEM.nanoTime();
        if (soFar > last && now - lastNanos >= BETWEEN_PROGRESS.toNanos()) {
          lastNanos = now;
          last = soFar;
          console.err().println(Humanize.count(soFar) + done);
        }
      }
    };
  }
}
