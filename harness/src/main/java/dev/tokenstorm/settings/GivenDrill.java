package dev.tokenstorm.settings;

import java.util.Map;

/**
 * A drill as a plan file gives it, not yet read.
 *
 * @param label names the place of its name in messages, such as {@code name in plan.yaml (line 3)}
 * @param settings what its run has
 */
public record GivenDrill(String name, String label, Map<Setting<?>, GivenValue> settings) {
  public GivenDrill {
    settings = Map.copyOf(settings);
  }
}
