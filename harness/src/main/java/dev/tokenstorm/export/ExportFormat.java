package dev.tokenstorm.export;

import dev.tokenstorm.measurement.Keyed;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/** The formats that series are exported in. */
public enum ExportFormat implements Keyed {
  OTAVA("Apache Otava: otava.yaml, and CSV files of the series", OtavaFiles::of),
  BENCHSTAT("Go's benchstat: benchmark lines, one for each run", BenchstatLines::of),
  BENCHER("Bencher: metric JSON of the newest run of each series", BencherJson::of),
  GITHUB_ACTION_BENCHMARK(
      "github-action-benchmark: the newest run of each series, a file for each direction",
      ActionBenchmarkJson::of);

  private final String sentence;
  private final Function<List<ExportedSeries>, SortedMap<String, String>> writer;

  ExportFormat(String sentence, Function<List<ExportedSeries>, SortedMap<String, String>> writer) {
    this.sentence = sentence;
    this.writer = writer;
  }

  /** Whom it is for, and what is in it. */
  public String sentence() {
    return sentence;
  }

  /** The files' texts by their names. */
  public SortedMap<String, String> files(List<ExportedSeries> series) {
    return writer.apply(series);
  }
}
