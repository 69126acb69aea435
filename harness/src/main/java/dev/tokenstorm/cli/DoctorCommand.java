package dev.tokenstorm.cli;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.doctor.Finding;
import dev.tokenstorm.doctor.Machine;
import dev.tokenstorm.doctor.MachineChecks;
import dev.tokenstorm.doctor.TargetChecks;
import dev.tokenstorm.doctor.ThreadLimit;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.ProcessLimits;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.run.Preflight;
import dev.tokenstorm.server.NamedTarget;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.server.TargetException;
import dev.tokenstorm.text.Loopback;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.lang.management.ManagementFactory;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tokenstorm doctor}: checks a target, and this machine, before a test. */
final class DoctorCommand implements Command {
  private final CommandSpec spec = CommandSpec.create();
  private final Console console;
  private final TargetOptions options;

  DoctorCommand(Console console) {
    this.console = console;
    this.options = new TargetOptions(console);
    spec.name("doctor");
    options.addTo(spec);
    spec.usageMessage()
        .description(
            "Checks a target and this machine before a test, and leaves no trace on either. A line"
                + " begins with ✓ when all is well, ! for advice, ✗ for what would fail, – for what"
                + " was not checked. The exit code is 1 when anything would fail.")
        .customSynopsis("tokenstorm doctor [FLAG]...")
        .footer(
            "",
            "Examples",
            "  tokenstorm doctor",
            "  tokenstorm doctor --target 10.0.0.5:7233 --namespace load",
            "  tokenstorm doctor --target env --profile load");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() {
    TargetPlan plan = options.read(spec.commandLine().getParseResult(), "tokenstorm-doctor");
    NamedTarget named = NamedTarget.of(plan);
    named.warnings().forEach(console::message);
    Report report = new Report();
    boolean shared = checkTarget(named, new TargetChecks(NanoClock.SYSTEM, report::print));
    MachineChecks.of(machine(), shared, LoadPlan.DEFAULT_IN_FLIGHT).forEach(report::print);
    return report.failed ? ExitCode.COULD_NOT : ExitCode.PASSED;
  }

  /** Whether there is a server, and on this machine. */
  private static boolean checkTarget(NamedTarget named, TargetChecks checks) {
    TargetPlan plan = named.plan();
    try (Target target =
        Target.openUnchecked(
            named, new NoopScope(), new RpcStatuses(), new ReplyWatch(NanoClock.SYSTEM))) {
      boolean here = named.address().map(Loopback::isLocal).orElseGet(() -> plan.choice().local());
      return checks.check(target) && here;
    } catch (TargetException e) {
      checks.unusable(String.valueOf(e.getMessage()));
      return false;
    } catch (UsageException e) {
      if (plan.choice() instanceof TargetPlan.DevServer dev && dev.executable().isEmpty()) {
        // No flag is wrong; this machine has no temporal CLI.
        checks.unusable(String.valueOf(e.getMessage()));
        return false;
      }
      throw e;
    }
  }

  private static Machine machine() {
    ThreadLimit threads = ThreadLimit.current();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        ProcessLimits.current().openFiles(),
        threads.threads(),
        threads.setBy(),
        Preflight.mostInFlight(threads),
        Runtime.getRuntime().maxMemory(),
        Preflight.mostInFlight(Runtime.getRuntime().maxMemory()),
        memoryBytes(),
        Runtime.version().feature(),
        VirtualThreads.available());
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** Prints findings as they come. */
  private final class Report {
    private boolean failed;

    void print(Finding finding) {
      failed |= finding.mark() == Finding.Mark.FAILED;
      String line =
          "%s %-13s %s".formatted(finding.mark().sign(), finding.subject(), finding.text());
      console.out().println(Printable.escaped(line));
    }
  }
}
