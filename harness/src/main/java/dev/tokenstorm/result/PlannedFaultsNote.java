package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of a run that was killed that nobody knows what its faults did. */
final class PlannedFaultsNote {
  private PlannedFaultsNote() {}

  /**
   * Returns the note; empty if no fault was planned.
   *
   * @param known what {@link RunResultJson#known} returned when the run started
   */
  static Optional<String> of(JsonNode known) {
    List<String> faults = new ArrayList<>();
    known.at("/plan/fault").forEach(fault -> faults.add("'" + fault.asText() + "'"));
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Faults were planned: %s. Which of them happened, and what they cost, is not known."
                .formatted(String.join(", ", faults)));
  }
}
