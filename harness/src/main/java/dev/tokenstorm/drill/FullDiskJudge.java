package dev.tokenstorm.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenstorm.text.Humanize;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges a drill whose disk became full by what its run printed, as the disk cannot tell. */
public final class FullDiskJudge {
  /** The exit code of a run whose results could not all be written. */
  private static final int COULD_NOT_WRITE = 1;

  private static final Pattern UNWRITTEN = Pattern.compile("could not be written|is incomplete");
  private static final String AT_ONCE = "cannot be written any more";

  private final ChildResult child;

  private FullDiskJudge(ChildResult child) {
    this.child = child;
  }

  /**
   * Returns the drill's row.
   *
   * @param unreadable why no result can be made of what the run kept; empty if one can
   * @param notUndone what that result says to be left, in a sentence each
   * @param seconds how long the drill took
   * @param folder of what the run kept, within that of all drills
   */
  public static DrillRow row(
      PlannedDrill drill,
      ChildResult child,
      Optional<String> unreadable,
      List<String> notUndone,
      double seconds,
      String folder) {
    if (!child.document().has("ledger")) {
      String last = child.said().isEmpty() ? "nothing" : child.said().get(child.said().size() - 1);
      return DrillRow.broken(
          drill,
          "The run ended with exit code %d and printed no figures; it said: %s"
              .formatted(child.exitCode(), last),
          seconds);
    }
    FullDiskJudge judge = new FullDiskJudge(child);
    Optional<String> reason = judge.reason().or(() -> unreadable).or(() -> untrue(notUndone));
    return new DrillRow(
        drill.name(),
        reason.isEmpty() ? DrillVerdict.HELD : DrillVerdict.DID_NOT_HOLD,
        reason.orElse(""),
        "disk full: " + Humanize.count(judge.unwritten(), "file") + " not written, or not whole",
        OptionalDouble.empty(),
        OptionalLong.of(judge.lost()),
        seconds,
        Optional.of(folder),
        Optional.of(DrillRowJson.target(child.document().path("target"))));
  }

  private long lost() {
    JsonNode tokens = child.document().at("/ledger/tokens");
    return tokens.path("pending").asLong() + tokens.path("unknown").asLong();
  }

  private long unwritten() {
    return child.said().stream().filter(UNWRITTEN.asPredicate()).count();
  }

  private Optional<String> reason() {
    JsonNode reasons = child.document().at("/verdict/reasons");
    Stream<String> failed = reasons.isEmpty() ? Stream.empty() : Stream.of(reasons.get(0).asText());
    return Stream.of(
            failed,
            when(
                child.exitCode() != COULD_NOT_WRITE,
                "The run's exit code was %d, and not %d for files that could not be written."
                    .formatted(child.exitCode(), COULD_NOT_WRITE)),
            when(
                child.said().stream().noneMatch(line -> line.contains(AT_ONCE)),
                "The run did not say at once that its disk was full."),
            when(unwritten() == 0, "The run named no file that could not be written."))
        .flatMap(sentences -> sentences)
        .findFirst();
  }

  /** The run has ended, and its server with it, whatever its folder says. */
  private static Optional<String> untrue(List<String> notUndone) {
    return notUndone.stream()
        .findFirst()
        .map(sentence -> "What it kept says that something was left, which was not: " + sentence);
  }

  private static Stream<String> when(boolean wrong, String sentence) {
    return wrong ? Stream.of(sentence) : Stream.empty();
  }
}
