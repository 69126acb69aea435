package dev.tokenstorm.report;

import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import java.util.List;
import java.util.Locale;

/**
 * Writes how busy and how late the harness itself was, so that nobody mistakes its limits for the
 * server's.
 */
final class GeneratorLines {
  private GeneratorLines() {}

  static List<String> lines(Style style, RunResult result) {
    Figures run = result.run();
    Figures.Generator generator = run.generator();
    String cores =
        generator.seconds() > 0
            ? String.format(
                Locale.ROOT,
                " (%.1f of %d cores)",
                generator.coresUsed(),
                result.facts().host().cores())
            : "";
    String heap =
        generator.allocatedBytesPerSecond().isPresent()
            ? Humanize.bytes(generator.allocatedBytesPerSecond().getAsDouble()) + "/s allocated"
            : "allocation not known";
    return List.of(
        style.bold("Generator")
            + "   CPU "
            + Humanize.seconds(generator.cpuSeconds())
            + cores
            + " · "
            + Humanize.seconds(generator.cpuSecondsPerGreeting())
            + " per "
            + (result.facts().plan().workload() == WorkloadKind.GREETING ? "greeting" : "execution")
            + " · "
            + Humanize.seconds(generator.cpuSecondsPerCompletion())
            + " per completion",
        "            "
            + heap
            + " · GC paused "
            + Humanize.seconds(generator.gcPauseSeconds())
            + ", at most "
            + Humanize.seconds(generator.gcPauseMaxIntervalSeconds())
            + " in one second",
        "            safepoints "
            + Humanize.seconds(generator.safepointSeconds())
            + " · hiccups p99.9 "
            + Humanize.seconds(generator.hiccups().p999())
            + ", max "
            + Humanize.seconds(generator.hiccups().max()));
  }
}
