package dev.tokenstorm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs JMH's own command line. Unless told otherwise, it also reports allocation and CPU time per
 * operation.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    if (!all.contains("-prof")) {
      all.addAll(List.of("-prof", "gc", "-prof", CpuProfiler.class.getName()));
    }
    org.openjdk.jmh.Main.main(all.toArray(String[]::new));
  }
}
