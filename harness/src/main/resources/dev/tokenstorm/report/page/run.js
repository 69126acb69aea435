// The page of one run. That of a run that goes on is kept, and what changes in it replaced; the charts stay.

class RunPage {
  constructor(run) {
    this.timelines = new Timelines(run);
    this.percentiles = new Percentiles(run);
    this.parts = {
      top: (result) => [heading(result), banner(this.run), objectives(result), keyRow(result)].filter(known),
      faults: faultSection,
      bottleneck: bottleneckSection,
      stages: (result) => section('Latency of each stage', `${workloadOf(result).heading} that started in the measured phase.`, stageTable(result)),
      levels: (result) => section('Throughput and levels', null, throughputTable(result)),
      ledger: ledgerSection,
      errors: errorSection,
      generator: generatorSection,
    };
    this.places = Object.fromEntries(Object.keys(this.parts).map((name) => [name, element('div')]));
    const { top, ...tables } = this.places;
    this.element = element('div', {}, top, this.timelines.element, this.percentiles.element, Object.values(tables),
      planSection(run.result), reproduceSection(run));
    this.set(run);
  }

  set(run) {
    this.run = run;
    for (const [name, place] of Object.entries(this.places)) {
      // What a reader holds is not taken away.
      if (place.contains(document.activeElement) || place.querySelector('details[open]')) continue;
      place.replaceChildren(...[this.parts[name](run.result)].flat());
    }
  }

  draw() {
    this.timelines.set(this.run);
    this.percentiles.set(this.run.distributions);
  }

  remove() {
    this.timelines.remove();
    this.percentiles.remove();
    this.element.remove();
  }
}
