package dev.tokenstorm.history;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.RunResultJson;
import dev.tokenstorm.result.VerdictRecord;
import dev.tokenstorm.run.RunArchive;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.PlanYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds a row for each run to a history, which is opened when the run is over. */
public final class HistoryArchive implements RunArchive {
  private final RowSink sink;
  private final HistoryRequest request;

  /**
   * @param environment has PGUSER and PGPASSWORD
   */
  public HistoryArchive(HistoryRequest request, Map<String, String> environment) {
    this.request = request;
    this.sink = new RowSink(request, environment);
  }

  @Override
  public Entry begin(RunFacts facts) {
    return new RunEntry(facts.plan());
  }

  private final class RunEntry implements Entry {
    private final RunPlan plan;
    private final RowHistograms histograms = new RowHistograms();

    RunEntry(RunPlan plan) {
      this.plan = plan;
    }

    @Override
    public void accept(Interval interval) {
      histograms.add(interval.latencies().measured());
    }

    @Override
    public Optional<String> keep(
        RunResult result,
        VerdictRecord judgement,
        List<Bottleneck> bottlenecks,
        Optional<Path> folder) {
      return sink.add(
          () ->
              RunRows.of(
                  new RowContent(
                      PlanYaml.write(plan),
                      RunResultJson.tree(result, judgement, bottlenecks),
                      histograms.sums()),
                  request,
                  folder.map(RowSink::whole)),
          folder);
    }
  }
}
