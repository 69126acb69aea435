package dev.tokenstorm.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Compares two benchmarks on one machine: runs them in turn, A B B A A B …, so that what the
 * machine does meanwhile meets both, and prints the ratio of their figures with its 95 % interval.
 *
 * <pre>
 * java -cp benchmarks.jar dev.tokenstorm.benchmarks.Pairs [pairs=10] [metric=score] \
 *     a='JMH arguments' b='JMH arguments'
 * </pre>
 *
 * A metric is {@code score} or the name of a secondary result, such as {@code cpu}. Each side's
 * arguments must name one benchmark with one set of parameters; {@code -jvm} chooses its JDK.
 */
public final class Pairs {
  private static final int FEWEST = 2;

  private final String metric;

  private Pairs(String metric) {
    this.metric = metric;
  }

  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Map<String, String> given = new HashMap<>(Map.of("pairs", "10", "metric", "score"));
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(argument.substring(0, Math.max(0, equals)), argument.substring(equals + 1));
    }
    String a = given.get("a");
    String b = given.get("b");
    int pairs = Integer.parseInt(given.getOrDefault("pairs", ""));
    if (a == null || b == null || pairs < FEWEST) {
      System.err.println("usage: Pairs [pairs=10] [metric=score] a='JMH arguments' b='…'");
      System.exit(2);
      return;
    }
    new Pairs(given.getOrDefault("metric", "")).compare(pairs, a, b);
  }

  private void compare(int pairs, String a, String b)
      throws RunnerException, CommandLineOptionException {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      double ofA;
      double ofB;
      if (pair % 2 == 1) {
        ofA = run(a);
        ofB = run(b);
      } else {
        ofB = run(b);
        ofA = run(a);
      }
      ratios.add(ofA / ofB);
      say("pair %d: %,.1f / %,.1f = %.3f", pair, ofA, ofB, ofA / ofB);
    }
    RatioInterval interval = RatioInterval.of(ratios);
    say(
        "ratio %.3f, 95 %% interval %.3f to %.3f, of %d pairs",
        interval.ratio(), interval.low(), interval.high(), pairs);
  }

  private double run(String arguments) throws RunnerException, CommandLineOptionException {
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
