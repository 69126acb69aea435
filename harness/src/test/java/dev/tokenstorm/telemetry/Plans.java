package dev.tokenstorm.telemetry;

import dev.tokenstorm.plan.AuditPlan;
import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.CompletionPlan.Client;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import dev.tokenstorm.plan.Delay;
import dev.tokenstorm.plan.GreetingPlan;
import dev.tokenstorm.plan.InFlight;
import dev.tokenstorm.plan.LoadPlan;
import dev.tokenstorm.plan.LoadPlan.ClosedLoop;
import dev.tokenstorm.plan.OperatorPlan;
import dev.tokenstorm.plan.Outcomes;
import dev.tokenstorm.plan.OutputPlan;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.plan.VerdictPlan;
import dev.tokenstorm.plan.WorkerPlan;
import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.text.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

final class Plans {
  private Plans() {}

  static RunPlan small() {
    return new RunPlan(
        "run-1",
        1,
        new TargetPlan(new TargetPlan.Embedded(), Optional.of("default"), "queue"),
        List.of(),
        WorkloadKind.GREETING,
        new LoadPlan(
            new ClosedLoop(InFlight.constant(10)),
            OptionalLong.of(20),
            Optional.empty(),
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20)),
        0,
        new GreetingPlan(2, 2, 0, 3, Duration.ofSeconds(60), Optional.empty()),
        new CompletionPlan(
            16,
            Client.SDK,
            1,
            CompleteBy.TOKEN,
            new Delay.Fixed(Duration.ZERO),
            Outcomes.ALL_COMPLETE,
            Optional.empty(),
            OptionalLong.empty(),
            false,
            OperatorPlan.NONE),
        new WorkerPlan(WorkerPlan.Kind.SDK, 2, 100, 100, 100),
        new AuditPlan.None(),
        new VerdictPlan(List.of(), true),
        new OutputPlan(
            Path.of("results/run-1"), Optional.empty(), Duration.ZERO, Map.of(), Optional.empty()));
  }

  static OutputPlan.Metrics onAnyPort() {
    return new OutputPlan.Metrics(new HostPort("127.0.0.1", 0), true);
  }
}
