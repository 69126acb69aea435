package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.ShellWord;
import java.nio.file.Path;
import java.util.Optional;

/** Offers to take a killed run up, where that is possible. */
final class TakeUpOffer {
  private TakeUpOffer() {}

  /**
   * Returns whether it is: what the run left is still there, and nothing in it is unknown.
   *
   * @param known what {@link RunResultJson#known} returned when the run started
   */
  static boolean isPossible(JsonNode known) {
    return known.at("/target/kind").asText().equals(TargetInfo.REMOTE)
        && known.at("/plan/operate").isMissingNode();
  }

  /** Returns the offer with its command; empty where it is not possible. */
  static Optional<String> sentence(JsonNode known, Path directory) {
    return isPossible(known)
        ? Optional.of(
            "tokenstorm run --take-up %s goes on with the run, and brings to its end what is open."
                .formatted(ShellWord.of(directory.toString())))
        : Optional.empty();
  }
}
