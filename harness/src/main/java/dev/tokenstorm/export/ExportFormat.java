package dev.tokenstorm.export;

import dev.tokenstorm.measurement.Keyed;
import java.util.List;
import java.util.SortedMap;

/** The formats that series are exported in. */
public enum ExportFormat implements Keyed {
  OTAVA("Apache Otava: otava.yaml, and CSV files of the series"),
  BENCHSTAT("Go's benchstat: benchmark lines, one for each run"),
  BENCHER("Bencher: metric JSON of the newest run of each series"),
  GITHUB_ACTION_BENCHMARK(
      "github-action-benchmark: the newest run of each series, a file for each direction");

  private final String sentence;

  ExportFormat(String sentence) {
    this.sentence = sentence;
  }

  /** Whom it is for, and what is in it. */
  public String sentence() {
    return sentence;
  }

  /** The files' texts by their names. */
  public SortedMap<String, String> files(List<ExportedSeries> series) {
    return switch (this) {
      case OTAVA -> OtavaFiles.of(series);
      case BENCHSTAT -> BenchstatLines.of(series);
      case BENCHER -> BencherJson.of(series);
      case GITHUB_ACTION_BENCHMARK -> ActionBenchmarkJson.of(series);
    };
  }
}
