package dev.tokenstorm.result;

import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Reads what {@link IntervalCsv} wrote, by the names of the columns. For one thread. */
final class IntervalSampleCsv {
  /** Columns without which a row has no place in time. */
  private static final List<String> NEEDED = List.of("elapsed_seconds", "length_seconds", "phase");

  private final BufferedReader csv;
  private final Map<String, Integer> columns = new HashMap<>();

  /** How many fields a whole row has; more than there are names, where a name comes twice. */
  private final int width;

  IntervalSampleCsv(BufferedReader csv) throws IOException {
    this.csv = csv;
    String header = csv.readLine();
    List<String> names = header == null ? List.of() : List.of(header.split(",", -1));
    if (!names.containsAll(NEEDED)) {
      throw new DamagedRowException("without the names of its columns in its first line");
    }
    width = names.size();
    for (int column = 0; column < names.size(); column++) {
      columns.put(names.get(column), column);
    }
  }

  void read(LatencyLogReader log, Consumer<IntervalSample> sink) throws IOException {
    for (String line = csv.readLine(); line != null; line = csv.readLine()) {
      List<String> fields = List.of(line.split(",", -1));
      if (fields.size() >= width) {
        sink.accept(moment(new Row(fields), log));
      }
    }
  }

  private static IntervalSample moment(Row row, LatencyLogReader log) {
    double start = row.number("elapsed_seconds");
    double length = row.number("length_seconds");
    return new IntervalSample(
        start,
        length,
        row.phase(),
        row.number("workflows_per_second") * length,
        row.number("completed_per_second") * length,
        row.number("failed_per_second") * length,
        row.number("cancelled_per_second") * length,
        row.number("dropped"),
        row.number("errors"),
        new CellGauges(
            (long) row.number("in_flight"),
            (long) row.number("pending_tokens"),
            (long) row.number("queue_depth"),
            (int) row.number("completers_busy"),
            0),
        // Results of older versions lack these columns; there the span was taken to be the
        // interval.
        row.optional("process_from_seconds").orElse(start),
        row.optional("process_to_seconds").orElse(start + length),
        row.number("cpu_seconds"),
        row.optional("allocated_bytes"),
        row.optional("gc_pause_seconds"),
        row.optional("safepoint_seconds"),
        row.number("hiccup_max_seconds"),
        log.between(start, start + length));
  }

  /** The fields of one line. */
  private final class Row {
    private final List<String> fields;

    Row(List<String> fields) {
      this.fields = fields;
    }

    String text(String column) {
      Integer index = columns.get(column);
      return index == null ? "" : fields.get(index);
    }

    OptionalDouble optional(String column) {
      String text = text(column);
      try {
        return text.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        throw new DamagedRowException("with a field that is no number");
      }
    }

    Phase phase() {
      return Keyed.find(Phase.class, text("phase"))
          .orElseThrow(() -> new DamagedRowException("with a line of a phase that does not exist"));
    }

    double number(String column) {
      return optional(column).orElse(0);
    }
  }
}
