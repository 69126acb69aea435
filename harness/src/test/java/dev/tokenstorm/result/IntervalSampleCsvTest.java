package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of intervals that something else wrote, or damaged. */
final class IntervalSampleCsvTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private List<Double> errors(String csv) throws IOException {
    List<Double> errors = new ArrayList<>();
    Path log = Files.writeString(folder.resolve("latency.hlog"), "");
    try (LatencyLogReader latencies = new LatencyLogReader(log)) {
      new IntervalSampleCsv(new BufferedReader(new StringReader(csv)))
          .read(latencies, sample -> errors.add(sample.errors()));
    }
    return errors;
  }

  @Test
  void aRowThatBrokeOffIsPassedOver() throws IOException {
    assertThat(errors("elapsed_seconds,length_seconds,phase,errors\n0,1,measure,3\n1,1,measure\n"))
        .containsExactly(3.0);
  }

  /** Such a row has as many fields as there are different names. */
  @Test
  void aRowThatBrokeOffIsPassedOverAlsoWhereANameComesTwice() throws IOException {
    assertThat(
            errors(
                """
                elapsed_seconds,length_seconds,phase,phase,errors
                0,1,warmup,measure,3
                1,1,warmup,measure
                """))
        .containsExactly(3.0);
  }
}
