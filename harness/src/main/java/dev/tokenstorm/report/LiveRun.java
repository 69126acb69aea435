package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.fault.PlannedFault;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.IntervalSample;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.verdict.Objectives;
import java.util.List;

/**
 * A run that is going on, as the live page shows it: the figures so far, in the shape of the result
 * document, and the time series. Memory does not grow with the run. For one thread.
 */
final class LiveRun {
  /**
   * Largest number of points: half an hour of one point per second. A longer run has longer points.
   */
  private static final int MOST_POINTS = 1_800;

  private static final String RUNNING = "running";

  private final String planYaml;
  private final ProgressGoal goal;

  /** When faults are to go on; what took place is known when the run is over. */
  private final ArrayNode planned;

  private final RunRecorder recorder;
  private final ProgressState progress;
  private final Series series = new Series(MOST_POINTS);
  private final Distributions distributions = new Distributions();
  private String line = "";
  private ObjectNode result = JsonNodeFactory.instance.objectNode();
  private boolean rendered;
  private int sentMomentsPerPoint = 1;

  LiveRun(
      RunFacts facts, String planYaml, ProgressGoal goal, Interval first, IntervalSample sample) {
    this.planYaml = planYaml;
    this.goal = goal;
    this.planned = planned(facts);
    this.recorder = new RunRecorder(facts);
    this.progress = new ProgressState(goal);
    add(first, sample);
  }

  private static ArrayNode planned(RunFacts facts) {
    ArrayNode windows = JsonNodeFactory.instance.arrayNode();
    for (PlannedFault fault : facts.plan().faults().faults()) {
      windows
          .addArray()
          .add(fault.text())
          .add(Nanos.toSeconds(fault.at()))
          .add(Nanos.toSeconds(fault.end()));
    }
    return windows;
  }

  void add(Interval interval, IntervalSample sample) {
    recorder.accept(interval);
    series.accept(sample);
    distributions.accept(sample);
    progress.accept(interval);
    line =
        "Live · %s %s · %s"
            .formatted(
                ProgressLine.phase(progress.phase()),
                ProgressLine.done(progress, goal),
                ProgressLine.eta(progress));
    rendered = false;
  }

  /** Returns all that is known so far. */
  ObjectNode all() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode run = RunReport.run(result(), planYaml, series, distributions);
    run.set("faults", planned);
    json.putArray("runs").add(run);
    json.put("progress", line);
    return json;
  }

  /** Returns what the last interval added, for browsers that have the rest. */
  ObjectNode point() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("result", result());
    json.set("series", series.last());
    json.set("distributions", distributions.json());
    json.put("progress", line);
    return json;
  }

  /**
   * Returns whether points have become longer since the last call; browsers then need all points
   * again.
   */
  boolean coarser() {
    boolean coarser = series.momentsPerPoint() != sentMomentsPerPoint;
    sentMomentsPerPoint = series.momentsPerPoint();
    return coarser;
  }

  private ObjectNode result() {
    if (!rendered) {
      RunResult soFar = recorder.soFar();
      result =
          RunResultJson.tree(
              soFar,
              new VerdictRecord(RUNNING, List.of(), List.of(), List.of(), Objectives.judge(soFar)),
              List.of());
      result.putObject("ending").put("how", RUNNING).put("sentence", "The run goes on.");
      rendered = true;
    }
    return result;
  }
}
