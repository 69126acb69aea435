package dev.tokenstorm.settings;

import dev.tokenstorm.plan.CompletionPlan;
import dev.tokenstorm.plan.HandoverPlan;
import dev.tokenstorm.plan.TargetKind;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.settings.Setting.Group;
import dev.tokenstorm.text.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The settings of a process that completes for the runs of other processes. */
public final class CompleteSettings {
  private static final SettingTable TABLE = new SettingTable(Group.INVOCATION);

  private static final Setting<Boolean> ONCE =
      TABLE
          .toggle("once", "End when the run whose tokens were completed says that it is over")
          .unwritten();

  /** All of them, in the order of help texts. */
  public static final List<Setting<?>> ALL =
      Stream.<Collection<Setting<?>>>of(
              RunSettings.TARGET_ONLY,
              List.of(
                  TokensSettings.TOKENS,
                  TokensSettings.KAFKA_GROUP,
                  TokensSettings.KAFKA_CONFIG,
                  TokensSettings.TOKENS_KEY_FILE,
                  CompletionSettings.COMPLETERS,
                  CompletionSettings.COMPLETER,
                  CompletionSettings.COMPLETER_CHANNELS),
              TABLE.settings())
          .flatMap(Collection::stream)
          .toList();

  private CompleteSettings() {}

  /**
   * What such a process does.
   *
   * @param handover how it gets tokens
   * @param completion its own completers
   * @param once whether it ends with the run that it served
   */
  public record CompletePlan(
      TargetPlan target, HandoverPlan handover, CompletionPlan completion, boolean once) {}

  /**
   * The plan of such a process.
   *
   * @throws UsageException when a value is not one, the topic is missing, or nobody would complete
   */
  public static CompletePlan plan(Settings given) {
    Settings settings = SettingConflicts.settle(given);
    HandoverPlan handover =
        TokensSettings.found(settings)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--tokens is missing: name the topic that the run sends tokens through,"
                            + " such as kafka:10.0.0.5:9092/tokens."));
    if (settings.get(CompletionSettings.COMPLETERS) == 0) {
      throw new UsageException(
          settings.label(CompletionSettings.COMPLETERS)
              + " must be at least 1 here, as this process does nothing but complete.");
    }
    TargetKind kind = settings.get(TargetSettings.TARGET).kind();
    if (kind != TargetKind.ADDRESS && kind != TargetKind.ENV) {
      throw new UsageException(
          settings.label(TargetSettings.TARGET)
              + " must be HOST:PORT or env: the server on which the run's activities are pending.");
    }
    return new CompletePlan(
        TargetSettings.plan(settings, "tokenstorm-complete"),
        handover,
        CompletionPlan.forOthers(
            settings.get(CompletionSettings.COMPLETERS),
            settings.get(CompletionSettings.COMPLETER),
            settings.get(CompletionSettings.COMPLETER_CHANNELS)),
        settings.get(ONCE));
  }
}
