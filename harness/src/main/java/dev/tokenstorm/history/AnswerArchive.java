package dev.tokenstorm.history;

import dev.tokenstorm.measurement.VirtualThreads;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.DocumentJson;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.run.SearchArchive;
import dev.tokenstorm.search.SearchJson;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.settings.HistoryRequest;
import dev.tokenstorm.settings.PlanYaml;
import java.util.Map;
import java.util.Optional;

/** Adds a row for a search's answer to a history. */
public final class AnswerArchive implements SearchArchive {
  private final RowSink sink;
  private final HistoryRequest request;

  /**
   * @param environment has PGUSER and PGPASSWORD
   */
  public AnswerArchive(HistoryRequest request, Map<String, String> environment) {
    this.request = request;
    this.sink = new RowSink(request, environment);
  }

  @Override
  public Optional<String> keep(SearchRecord search, RunPlan example) {
    return sink.add(
        () ->
            SearchRows.of(
                new RowContent(PlanYaml.write(example), SearchJson.tree(search), Map.of()),
                DocumentJson.host(Host.current(VirtualThreads.available())),
                request,
                Optional.of(RowSink.whole(search.plan().directory()))),
        Optional.of(search.plan().directory()));
  }
}
