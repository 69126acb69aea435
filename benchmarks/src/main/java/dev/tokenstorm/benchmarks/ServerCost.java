package dev.tokenstorm.benchmarks;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.run.ExitState;
import dev.tokenstorm.run.RunContext;
import dev.tokenstorm.run.RunExecution;
import dev.tokenstorm.run.RunOutcome;
import dev.tokenstorm.statistics.GeometricMean;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Compares standalone activities with workflows of one activity on a real server, at its limit. It
 * runs both in turn, A B B A A B …, in a closed loop of the {@code wire} worker. It prints what
 * each run came to: executions per second of the measured phase, and the server's CPU time and
 * database calls per execution of the whole run. At the end it prints each side's mean and their
 * ratios, with 95 % intervals.
 *
 * <pre>
 * java -cp benchmarks.jar dev.tokenstorm.benchmarks.ServerCost target=HOST:PORT metrics=URL \
 *     processes=server:PID[,database:PID] [pairs=10] [in-flight=100] [warmup=5s] [duration=20s]
 * </pre>
 *
 * The metrics are the server's own, in Prometheus' text format. The processes are on this host.
 */
public final class ServerCost {
  private static final int FEWEST = 2;
  private static final List<String> NEEDED = List.of("target", "metrics", "processes");
  private static final Map<String, String> DEFAULTS =
      Map.of("pairs", "10", "in-flight", "100", "warmup", "5s", "duration", "20s");

  private final Map<String, String> given;
  private final ServerMeter meter;
  private final Map<ServerSide, List<ServerShare>> shares = new EnumMap<>(ServerSide.class);

  private ServerCost(Map<String, String> given) {
    this.given = given;
    this.meter = ServerMeter.of(URI.create(value("metrics")), value("processes"));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(argument.substring(0, Math.max(0, equals)), argument.substring(equals + 1));
    }
    boolean known =
        given.keySet().stream().allMatch(key -> NEEDED.contains(key) || DEFAULTS.containsKey(key));
    String pairs = given.getOrDefault("pairs", "10");
    if (!known
        || !given.keySet().containsAll(NEEDED)
        || !pairs.matches("\\d{1,4}")
        || Integer.parseInt(pairs) < FEWEST) {
      System.err.println(
          "usage: ServerCost target=HOST:PORT metrics=URL processes=server:PID[,database:PID]"
              + " [pairs=10] [in-flight=100] [warmup=5s] [duration=20s]; at least two pairs");
      System.exit(2);
      return;
    }
    new ServerCost(given).compare(Integer.parseInt(pairs));
  }

  private String value(String name) {
    return given.getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
  }

  private void compare(int pairs) throws IOException, InterruptedException {
    ServerSide[] sides = ServerSide.values();
    for (ServerSide side : sides) {
      say("warm  %-10s %s", side.noun(), run(side).words());
    }
    for (int round = 0; round < pairs; round++) {
      for (int turn = 0; turn < sides.length; turn++) {
        ServerSide side = sides[round % 2 == 0 ? turn : sides.length - 1 - turn];
        ServerShare share = run(side);
        shares(side).add(share);
        say("%4d  %-10s %s", round + 1, side.noun(), share.words());
      }
    }
    tell("executions per second", ServerShare::perSecond);
    for (String process : meter.processes()) {
      tell("CPU of the " + process + ", ms per execution", share -> share.cpuMillis(process));
    }
    if (meter.processes().size() > 1) {
      tell("CPU of all, ms per execution", ServerShare::cpuMillis);
    }
    tell("database calls per execution", ServerShare::databaseCalls);
    for (ServerSide side : sides) {
      say("database calls per %s: %s", side.noun(), ServerShare.byOperation(shares(side)));
    }
  }

  private ServerShare run(ServerSide side) throws IOException, InterruptedException {
    ServerReadings before = meter.read();
    RunResult result = runOnce(side).result();
    ServerReadings spent = meter.read().since(before);
    // The run's own figures leave the warm-up out; what the server did meanwhile is in the spent.
    long executions = result.run().workflowsClosed() + result.phase(Phase.WARMUP).workflowsClosed();
    return ServerShare.of(
        result.phase(Phase.MEASURE).workflowsPerSecond().orElseThrow(), spent, executions);
  }

  private RunOutcome runOnce(ServerSide side) throws InterruptedException {
    List<String> flags = new ArrayList<>(side.flags());
    for (String flag : List.of("target", "in-flight", "warmup", "duration")) {
      flags.addAll(List.of(flag, value(flag)));
    }
    flags.addAll(
        List.of("worker", "wire", "completer", "grpc", "completers", "64", "audit", "none"));
    flags.addAll(List.of("no-metrics", "true"));
    RunPlan plan = Plans.of(flags.toArray(String[]::new));
    RunContext context = new RunContext(Clock.systemUTC(), "benchmark").withoutFiles();
    RunOutcome outcome = new RunExecution(plan, context).run(note -> {});
    if (outcome.state() != ExitState.PASSED) {
      throw new IllegalStateException(
          "a run of the side "
              + side.noun()
              + " did not pass: "
              + outcome.verdict().invariants().stream()
                  .flatMap(invariant -> invariant.breaches().stream())
                  .collect(Collectors.joining(" ")));
    }
    return outcome;
  }

  private void tell(String what, ToDoubleFunction<ServerShare> figure) {
    for (ServerSide side : ServerSide.values()) {
      say("%s, %s: %s", what, side.noun(), interval(GeometricMean.of(figures(side, figure))));
    }
    double[] ours = figures(ServerSide.STANDALONE, figure);
    double[] others = figures(ServerSide.WORKFLOW, figure);
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours[i] / others[i];
    }
    say(
        "%s, standalone ÷ workflow: ratio %s, of %d pairs",
        what, interval(GeometricMean.of(ratios)), ratios.length);
  }

  private List<ServerShare> shares(ServerSide side) {
    return shares.computeIfAbsent(side, unused -> new ArrayList<>());
  }

  private double[] figures(ServerSide side, ToDoubleFunction<ServerShare> figure) {
    return shares(side).stream().mapToDouble(figure).toArray();
  }

  private static String interval(GeometricMean mean) {
    return String.format(
        Locale.ROOT, "%.2f, 95 %% interval %.2f to %.2f", mean.value(), mean.low(), mean.high());
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
