package dev.tokenstorm.drill;

import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.plan.TargetKind;
import java.util.Optional;

/** What a drill needs of its target. */
public enum DrillNeed implements Keyed {
  /** Connections to break, which every target has but the embedded one. */
  CONNECTIONS("any target"),
  /** A server of the drill's own, which it may start otherwise, or break. */
  OWN_SERVER("--target dev-server"),
  /** Leave to run commands on this machine. */
  COMMANDS("--allow-exec");

  private final String words;

  DrillNeed(String words) {
    this.words = words;
  }

  /** Returns it in words, for tables. */
  public String words() {
    return words;
  }

  /**
   * Returns a sentence on why it is not there; empty if it is.
   *
   * @param commands whether the user allows commands
   */
  Optional<String> obstacle(TargetKind target, boolean commands) {
    return switch (this) {
      case CONNECTIONS -> Optional.empty();
      case OWN_SERVER ->
          target == TargetKind.DEV_SERVER
              ? Optional.empty()
              : Optional.of("It needs a server of its own, as --target dev-server has.");
      case COMMANDS ->
          commands
              ? Optional.empty()
              : Optional.of(
                  "It runs commands on this machine; give --allow-exec as a flag if it may.");
    };
  }
}
