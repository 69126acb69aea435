package dev.tokenstorm.cli;

import dev.tokenstorm.plan.RunPlan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the program as a user would, but for carrying out the plan. */
final class Terminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<RunPlan> plans = new ArrayList<>();
  private final List<RunFlags> flags = new ArrayList<>();
  private final Map<String, String> environment;
  private final RuntimeException failure;

  Terminal(Map<String, String> environment) {
    this(environment, new IllegalStateException("never thrown"));
  }

  /** A terminal on which a run fails, unless it never should. */
  Terminal(Map<String, String> environment, RuntimeException failure) {
    this.environment = environment;
    this.failure = failure;
  }

  int run(String... args) {
    Console console =
        new Console(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    RunAction action =
        (plan, given, reports) -> {
          plans.add(plan);
          flags.add(given);
          if (!"never thrown".equals(failure.getMessage())) {
            throw failure;
          }
          return ExitCode.FAILED;
        };
    return new Program(
            console,
            java.io.UncheckedIOException.class::isInstance,
            List.of(new RunCommand(console, Clock.systemUTC(), action)))
        .run(args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<RunPlan> plans() {
    return plans;
  }

  List<RunFlags> flags() {
    return flags;
  }
}
