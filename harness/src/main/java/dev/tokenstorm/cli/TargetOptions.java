package dev.tokenstorm.cli;

import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.PlanParser;
import dev.tokenstorm.settings.RunSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The flags that name a target, for commands that need nothing else of a plan. Variables and plan
 * files count as they do for {@code run}.
 */
final class TargetOptions {
  private final SettingOptions options = new SettingOptions(RunSettings.TARGET_ONLY);
  private final SettingSources sources;

  public TargetOptions(Console console) {
    this.sources = new SettingSources(console);
  }

  /** Gives a command the flags. */
  public void addTo(CommandSpec spec) {
    options.addTo(spec);
  }

  /**
   * The target that one call names.
   *
   * @param taskQueue the task queue unless a source gives one
   * @throws dev.tokenstorm.text.UsageException when a value is wrong
   */
  public TargetPlan read(ParseResult parsed, String taskQueue) {
    return PlanParser.target(sources.with(options.read(parsed)), taskQueue);
  }
}
