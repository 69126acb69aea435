// The page of one run. A live run's page is kept and its parts replaced; the charts stay.

class RunPage {
  constructor(run) {
    this.top = element('div');
    this.timelines = new Timelines(run);
    this.percentiles = new Percentiles(run);
    this.tables = element('div');
    this.element = element('div', {}, this.top, this.timelines.element, this.percentiles.element, this.tables);
    this.set(run);
  }

  set(run) {
    const { result } = run;
    this.run = run;
    this.top.replaceChildren(heading(result), banner(result), keyRow(result));
    this.tables.replaceChildren(
      section('Latency of each stage', at(result, 'figures.run.seconds') ? 'Workflows that started in the measured phase.' : null, stageTable(result)),
      section('Throughput and levels', null, throughputTable(result)),
      ledgerSection(result), errorSection(result), generatorSection(result), planSection(result), reproduceSection(run));
  }

  draw() {
    this.timelines.set(this.run.series);
    this.percentiles.set(this.run.distributions);
  }

  remove() {
    this.timelines.remove();
    this.percentiles.remove();
    this.element.remove();
  }
}
