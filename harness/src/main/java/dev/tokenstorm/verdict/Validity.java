package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Doubt;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether a figure is about the server, or about the generator, its host or the run's own
 * beginning. {@code docs/methodology.md} explains each doubt and names its sources.
 */
final class Validity {
  private Validity() {}

  /**
   * Returns the doubts about the figures of a run: each kind at most once, always in the same
   * order. A target that is no benchmark has none.
   */
  static List<Doubt> doubts(List<JudgedFigure> judged) {
    return Arrays.stream(Doubt.Kind.values())
        .flatMap(
            kind ->
                judged.stream()
                    .filter(one -> one.run().facts().target().benchmark())
                    .flatMap(one -> doubt(kind, one).stream())
                    .limit(1)
                    .map(sentence -> new Doubt(kind, sentence)))
        .toList();
  }

  private static Optional<String> doubt(Doubt.Kind kind, JudgedFigure judged) {
    return switch (kind) {
      case GENERATOR_LATE -> Lateness.doubt(judged);
      case HOST_SATURATED -> Lateness.doubtOfHost(judged);
      case OWN_PAUSES -> OwnPauses.doubt(judged);
      case WARM_UP -> WarmUp.doubt(judged);
      case FEW_SAMPLES -> EnoughSamples.doubt(judged);
      case NO_STEADY_STATE -> SteadyState.doubt(judged);
      case LOAD_HELD_BACK -> LoadHeldBack.doubt(judged.run());
    };
  }
}
