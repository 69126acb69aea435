package dev.tokenstorm.benchmarks;

import dev.tokenstorm.statistics.GeometricMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Compares benchmarks on one machine. It runs them in turn, A B B A A B …, so that disturbances of
 * the machine hit all of them. It prints the ratio of A's figures to each other benchmark's, with
 * its 95 % interval. With three benchmarks, a round is A B C and the next is C B A.
 *
 * <pre>
 * java -cp benchmarks.jar dev.tokenstorm.benchmarks.Pairs [pairs=10] [metrics=score,cpu] \
 *     a='JMH arguments' b='JMH arguments' [c='…' …]
 * </pre>
 *
 * A metric is {@code score} or the name of a secondary result, such as {@code cpu}. The arguments
 * of each side must name one benchmark with one set of parameters; {@code -jvm} chooses its JDK.
 */
public final class Pairs {
  private static final int FEWEST = 2;
  private static final String USAGE =
      "usage: Pairs [pairs=10] [metrics=score,cpu] a='JMH arguments' b='…' [c='…' …]";

  private final List<String> metrics;
  private final List<String> sides;

  private Pairs(List<String> metrics, List<String> sides) {
    this.metrics = metrics;
    this.sides = sides;
  }

  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(argument.substring(0, Math.max(0, equals)), argument.substring(equals + 1));
    }
    String pairs = given.getOrDefault("pairs", "10");
    List<String> metrics = List.of(given.getOrDefault("metrics", "score,cpu").split(",", -1));
    given.keySet().removeAll(List.of("pairs", "metrics"));
    if (!pairs.matches("\\d{1,4}")
        || Integer.parseInt(pairs) < FEWEST
        || given.size() < FEWEST
        || !"abcdefghi".startsWith(String.join("", given.keySet()))) {
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    new Pairs(metrics, List.copyOf(given.values())).compare(Integer.parseInt(pairs));
  }

  private void compare(int rounds) throws RunnerException, CommandLineOptionException {
    List<double[][]> rounded = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double[][] bySide = new double[sides.size()][];
      for (int turn = 0; turn < sides.size(); turn++) {
        int side = round % 2 == 0 ? turn : sides.size() - 1 - turn;
        bySide[side] = run(sides.get(side));
        say("%3d %c  %s", round + 1, letter(side), figures(bySide[side]));
      }
      rounded.add(bySide);
    }
    for (int metric = 0; metric < metrics.size(); metric++) {
      for (int side = 1; side < sides.size(); side++) {
        int other = side;
        int which = metric;
        GeometricMean ratio =
            GeometricMean.of(
                rounded.stream()
                    .mapToDouble(each -> each[0][which] / each[other][which])
                    .toArray());
        say(
            "%s a/%s: ratio %.3f, 95 %% interval %.3f to %.3f, of %d pairs",
            metrics.get(metric), letter(side), ratio.value(), ratio.low(), ratio.high(), rounds);
      }
    }
  }

  private String figures(double[] each) {
    StringJoiner joined = new StringJoiner("  ");
    for (int metric = 0; metric < each.length; metric++) {
      joined.add(String.format(Locale.ROOT, "%s %,.1f", metrics.get(metric), each[metric]));
    }
    return joined.toString();
  }

  private static char letter(int side) {
    return (char) ('a' + side);
  }

  /** Runs one side, and returns its figures, one per metric. */
  private double[] run(String arguments) throws RunnerException, CommandLineOptionException {
    List<String> all = new ArrayList<>(Arrays.asList(arguments.strip().split("\\s+")));
    all.addAll(List.of("-prof", "gc", "-prof", CpuProfiler.class.getName()));
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(all.toArray(String[]::new)))
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          arguments + " is " + results.size() + " benchmarks; narrow it down with -p to one");
    }
    RunResult result = results.iterator().next();
    return metrics.stream().mapToDouble(metric -> figure(result, metric)).toArray();
  }

  private static double figure(RunResult result, String metric) {
    Result<?> figure =
        metric.equals("score")
            ? result.getPrimaryResult()
            : result.getSecondaryResults().get(metric);
    if (figure == null) {
      throw new IllegalArgumentException(
          "no metric "
              + metric
              + "; there are score, "
              + String.join(", ", result.getSecondaryResults().keySet()));
    }
    return figure.getScore();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
