package dev.tokenstorm.verdict;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.FleetReport;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Doubts a fleet whose cells were not one: they began apart, one of them was silent, or a cell's
 * own figures are doubtful.
 */
final class CellsApart {
  private CellsApart() {}

  static Optional<Doubt> doubt(RunResult result) {
    return result
        .fleet()
        .map(fleet -> sentences(result, fleet))
        .filter(sentences -> !sentences.isEmpty())
        .map(sentences -> new Doubt(Doubt.Kind.CELL_APART, String.join(" ", sentences)));
  }

  private static List<String> sentences(RunResult result, FleetReport fleet) {
    List<String> sentences = new ArrayList<>();
    double spread = Nanos.toSeconds(fleet.startSpread());
    if (spread > mostSpread(result)) {
      sentences.add(
          "The cells began up to %s apart; give this host idle cores, or lengthen the run."
              .formatted(Humanize.seconds(spread)));
    }
    for (CellReport cell : fleet.cells()) {
      double silence = Nanos.toSeconds(cell.longestSilence());
      if (silence >= DoubtThreshold.SILENCE.value()) {
        sentences.add(
            "Cell %s was silent for %s, in which its load may have stood still."
                .formatted(cell.name(), Humanize.seconds(silence)));
      }
      cell.doubts().forEach(doubt -> sentences.add("Cell %s: %s".formatted(cell.name(), doubt)));
    }
    return sentences;
  }

  private static double mostSpread(RunResult result) {
    double shortest =
        Stream.of(Phase.WARMUP, Phase.MEASURE)
            .mapToDouble(phase -> result.phase(phase).seconds())
            .filter(seconds -> seconds > 0)
            .min()
            .orElse(0);
    return Math.min(
        DoubtThreshold.START_SPREAD.value(), DoubtThreshold.START_SPREAD_SHARE.value() * shortest);
  }
}
