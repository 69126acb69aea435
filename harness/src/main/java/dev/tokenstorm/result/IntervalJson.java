package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.CellGauges;
import dev.tokenstorm.measurement.Keyed;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.measurement.LoadProfile;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Occupancy;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.measurement.PollSample;
import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.measurement.StoredHistogram;
import dev.tokenstorm.measurement.TaskKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Writes an interval as JSON, so that the figures of documents can be made of it, and reads it
 * back. Its latencies stand in the latency log. How long the server took at each load is left out.
 */
final class IntervalJson {
  private static final String START = "start_nanos";
  private static final String LENGTH = "length_nanos";

  private IntervalJson() {}

  static ObjectNode write(Interval interval) {
    ObjectNode tree = object();
    tree.put("index", interval.index());
    tree.put(START, interval.startNanos());
    tree.put(LENGTH, interval.lengthNanos());
    tree.put("phase", interval.phase().key());
    tree.setAll(LedgerJson.counts(interval.counts()));
    tree.set("gauges", gauges(interval.gauges()));
    tree.set("occupancy", occupancy(interval.occupancy()));
    ObjectNode polls = tree.putObject("polls");
    interval.polls().forEach((kind, sample) -> polls.set(kind.key(), poll(sample)));
    tree.set("process", process(interval.process()));
    tree.set("rpc", RpcJson.write(interval.rpc()));
    return tree;
  }

  /**
   * Returns the interval that {@link #write} wrote; empty if it was another text.
   *
   * @param runStart wall time of the run's start
   * @param log where the latencies stand; it is read up to the interval's end
   */
  static Optional<Interval> read(JsonNode tree, Instant runStart, LatencyLogReader log) {
    Optional<Phase> phase = Keyed.find(Phase.class, tree.path("phase").asText());
    Optional<ProcessSample> process = readProcess(tree.path("process"));
    if (phase.isEmpty() || process.isEmpty()) {
      return Optional.empty();
    }
    long start = tree.path(START).asLong();
    long length = tree.path(LENGTH).asLong();
    Latencies latencies = log.between(Nanos.toSeconds(start), Nanos.toSeconds(start + length));
    return Optional.of(
        new Interval(
            tree.path("index").asInt(),
            runStart.plusNanos(start),
            start,
            length,
            phase.get(),
            LedgerJson.counts(tree),
            readGauges(tree.path("gauges")),
            latencies,
            process.get(),
            RpcJson.read(tree.path("rpc")),
            readOccupancy(tree.path("occupancy")),
            readPolls(tree.path("polls")),
            LoadProfile.NONE,
            List.of()));
  }

  private static ObjectNode gauges(CellGauges gauges) {
    ObjectNode tree = object();
    tree.put("in_flight", gauges.inFlight());
    tree.put("pending_tokens", gauges.pendingTokens());
    tree.put("queue_depth", gauges.queueDepth());
    tree.put("completers_busy", gauges.completersBusy());
    tree.put("completers", gauges.completers());
    return tree;
  }

  private static CellGauges readGauges(JsonNode tree) {
    return new CellGauges(
        tree.path("in_flight").asLong(),
        tree.path("pending_tokens").asLong(),
        tree.path("queue_depth").asLong(),
        tree.path("completers_busy").asInt(),
        tree.path("completers").asInt());
  }

  private static ObjectNode occupancy(Occupancy mean) {
    ObjectNode tree = object();
    tree.put("in_flight", mean.inFlight());
    tree.put("queue_depth", mean.queueDepth());
    tree.put("completers_busy", mean.completersBusy());
    tree.put("workflow_slots", mean.workflowSlots());
    tree.put("activity_slots", mean.activitySlots());
    return tree;
  }

  private static Occupancy readOccupancy(JsonNode tree) {
    return new Occupancy(
        tree.path("in_flight").asDouble(),
        tree.path("queue_depth").asDouble(),
        tree.path("completers_busy").asDouble(),
        tree.path("workflow_slots").asDouble(),
        tree.path("activity_slots").asDouble());
  }

  private static ObjectNode poll(PollSample sample) {
    ObjectNode tree = object();
    tree.put("count", sample.count());
    tree.put("total_nanos", sample.totalNanos());
    tree.put("shortest_nanos", sample.shortestNanos());
    return tree;
  }

  private static Map<TaskKind, PollSample> readPolls(JsonNode tree) {
    Map<TaskKind, PollSample> polls = new EnumMap<>(TaskKind.class);
    for (TaskKind kind : TaskKind.values()) {
      JsonNode sample = tree.path(kind.key());
      if (sample.isObject()) {
        polls.put(
            kind,
            new PollSample(
                sample.path("count").asLong(),
                sample.path("total_nanos").asLong(),
                sample.path("shortest_nanos").asLong()));
      }
    }
    return polls;
  }

  private static ObjectNode process(ProcessSample sample) {
    ObjectNode tree = object();
    tree.put("from_nanos", sample.fromNanos());
    tree.put("to_nanos", sample.toNanos());
    tree.put("cpu_nanos", sample.cpuNanos());
    sample.hostCpuRatio().ifPresent(ratio -> tree.put("host_cpu_ratio", ratio));
    sample.allocatedBytes().ifPresent(bytes -> tree.put("allocated_bytes", bytes));
    sample.gcPauseNanos().ifPresent(nanos -> tree.put("gc_pause_nanos", nanos));
    sample.safepointNanos().ifPresent(nanos -> tree.put("safepoint_nanos", nanos));
    tree.put("hiccups", text(sample.hiccups()));
    return tree;
  }

  private static Optional<ProcessSample> readProcess(JsonNode tree) {
    return histogram(tree.path("hiccups").asText())
        .map(
            hiccups ->
                new ProcessSample(
                    tree.path("from_nanos").asLong(),
                    tree.path("to_nanos").asLong(),
                    tree.path("cpu_nanos").asLong(),
                    tree.has("host_cpu_ratio")
                        ? OptionalDouble.of(tree.path("host_cpu_ratio").asDouble())
                        : OptionalDouble.empty(),
                    optional(tree, "allocated_bytes"),
                    optional(tree, "gc_pause_nanos"),
                    optional(tree, "safepoint_nanos"),
                    hiccups));
  }

  private static OptionalLong optional(JsonNode tree, String name) {
    return tree.has(name) ? OptionalLong.of(tree.path(name).asLong()) : OptionalLong.empty();
  }

  /** The encoding of HdrHistogram's log. */
  private static String text(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int bytes = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), bytes));
  }

  private static Optional<Histogram> histogram(String text) {
    try {
      return StoredHistogram.decoded(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
