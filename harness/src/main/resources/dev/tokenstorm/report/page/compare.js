// Several runs side by side: what differs in their plans, their figures in columns, their series one over the other.

const RUN_LINES = [
  line('blue'), line('orange', { dash: [7, 4] }), line('green', { dash: [2, 3] }), line('red', { dash: [9, 3, 2, 3] }),
  line('purple'), line('sky', { dash: [7, 4] }), line('text', { dash: [2, 3] }), line('brown', { dash: [9, 3, 2, 3] })];

class ComparePage {
  constructor(runs) {
    this.runs = runs;
    this.names = names(runs);
    this.words = wordsOf(runs);
    this.charts = [];
    this.element = element('div', {},
      element('h1', { class: 'page-title' }, `${runs.length} runs side by side`),
      this.verdicts(), bothKinds(runs), this.differences(), this.figures(), this.series(), this.percentiles(),
      section('How to repeat them', null, runs.map((run, index) =>
        element('details', {}, element('summary', {}, `plan.yaml of ${this.names[index]}`),
          element('div', { class: 'copyable' }, copyButton(run.plan), element('pre', { tabindex: 0 }, element('code', {}, run.plan)))))));
  }

  sameLoop() {
    return new Set(this.runs.map((run) => run.result.load_model)).size === 1;
  }

  columnHeads() {
    return this.names;
  }

  verdicts() {
    return element('ul', { class: 'cards' }, this.runs.map((run, index) => {
      const { result } = run;
      return element('li', { class: `card ${toneOf(result)}`, 'data-run': result.run_id },
        element('p', { class: 'series', 'data-colour': RUN_LINES[index].colour, 'data-dash': RUN_LINES[index].dash ? 'yes' : false },
          element('span', { class: 'swatch', 'aria-hidden': 'true' }), element('strong', {}, this.names[index])),
        element('p', { class: 'outcome' }, `${verdictOf(result).mark} ${verdictOf(result).word}${ended(result)}`),
        element('p', { class: 'note' }, started(result)),
        element('p', { class: 'note' }, targetSentence(run)),
        element('p', { class: 'note', 'data-workload': at(result, 'plan.workload') }, workloadOf(result).words(result.plan)),
        objectives(result),
        sentences('reasons', result.verdict.reasons), sentences('doubts', doubts(result)));
    }));
  }

  differences() {
    const settings = (run) => ({
      ...Object.fromEntries(Object.entries(run.result.plan).map(([name, value]) => [name, planValue(value)])),
      server: at(run.result, 'target.server_version'), JVM: at(run.result, 'host.jvm_version'),
      cores: at(run.result, 'host.cores'), threads: at(run.result, 'host.virtual_threads') ? 'virtual' : 'platform',
    });
    const all = this.runs.map(settings);
    const keys = [...new Set(all.flatMap((one) => Object.keys(one)))]
      .filter((key) => new Set(all.map((one) => String(one[key]))).size > 1);
    return section('What differs', null, keys.length === 0
      ? element('p', {}, 'Nothing: the same plan on the same kind of machine.')
      : table('Settings that differ', ['', ...this.columnHeads()],
        keys.map((key) => [key, ...all.map((one) => format.text(one[key]))]), { class: 'texts' }));
  }

  figures() {
    const rows = [
      ['completions per second', 'figures.measure.completions.rate_per_second', format.rate],
      ['completions per second, released', 'figures.release.completions.rate_per_second', format.rate],
      [`${this.words.plural} per second`, 'figures.measure.workflows.rate_per_second', format.rate],
      [`calls per ${this.words.noun}`, 'figures.run.calls.per_execution', format.number],
      [`CPU ${this.words.cpu}`, 'figures.run.generator.cpu_seconds_per_greeting', format.seconds],
      [`heap allocated per ${this.words.noun}`, 'figures.run.generator.allocated_bytes_per_execution', format.bytes],
      ...STAGES.flatMap(([key]) => ['p50', 'p99', 'p99.9', 'max'].map((name) =>
        [`${stageLabel(key, this.words, this.sameLoop() && this.runs[0].result.load_model === 'closed')}, ${name}`, `figures.run.latency_seconds.${key}.${name}`, format.seconds])),
      ['tokens pending, at most', 'figures.run.tokens.pending_max', format.count],
      ['queue, at most', 'figures.run.tokens.queue_depth_max', format.count],
      ['completers busy, on average', 'figures.run.completers.busy_mean', format.number],
      ['RPC errors', 'figures.run.calls.errors', format.count],
      ['tokens lost', 'ledger.tokens.lost', format.count],
      ['CPU per completion', 'figures.run.generator.cpu_seconds_per_completion', format.seconds],
      ['hiccups, p99.9', 'figures.run.generator.hiccup_seconds.p99.9', format.seconds],
    ].filter(([, path]) => this.runs.some((run) => known(at(run.result, path))));
    return section('Figures', 'Rates are of the measured phase unless they say so, latencies of what started in it. In brackets: against the first run.',
      table('Figures of each run', ['', ...this.columnHeads()],
        rows.map(([label, path, show]) => [label, ...this.runs.map((run, index) => this.cell(run, path, show, index))]), { class: 'figures' }));
  }

  cell(run, path, show, index) {
    const first = at(this.runs[0].result, path);
    const value = at(run.result, path);
    const made = element('td', { 'data-run': run.result.run_id }, figure(run.result, path, show));
    if (index > 0 && first > 0 && known(value)) {
      const change = value / first - 1;
      const text = change >= 9 ? `×${digits(value / first)}` : `${change > 0 ? '+' : ''}${digits(change * 100)} %`;
      made.append(' ', element('small', {}, `(${text})`));
    }
    return made;
  }

  series() {
    const overlays = [
      [this.words.heading, 'Closed per second.', format.rate, () => 'workflows'],
      ['Completions', 'Completed per second.', format.rate, () => 'completed'],
      ['Completion call, p99', null, format.millis, () => 'completion_call_p99', true],
      [`${this.words.title}, end to end, p99`, 'Corrected where the loop is open.', format.millis, (run) => `${endToEnd(run.result)}_p99`, true],
      ['Pending tokens', null, format.count, () => 'pending'],
      ['Generator: CPU', 'Cores in use.', format.number, () => 'cpu'],
    ];
    return section('Over time', 'Each from its own start, warm-up included.', element('div', { class: 'grid' },
      overlays.map(([title, note, show, column, log]) => {
        const chart = this.chart({ title, note, show, log, x: TIME, phases: true });
        chart.set(uPlot.join(this.runs.map(({ series }, index) =>
          [series.columns.seconds, series.columns[column(this.runs[index])]]), this.runs.map(() => [1, 1])));
        return chart.figure;
      })));
  }

  percentiles() {
    const parts = [[`Whole ${this.words.plural}`, 'Corrected where the loop is open.', (run) => endToEnd(run.result)],
      ['Completion call', null, () => 'completion_call'],
      ...(this.runs.some(({ result }) => workloadOf(result) === WORKLOADS.greeting) ? [['Completion → workflow resumed', null, () => 'resume']] : []),
      ['Token wait', null, () => 'token_wait']];
    const broken = this.runs.map((run, index) => [this.names[index], brokenOff(run)]).filter(([, text]) => text);
    return section('Latency by percentile', `${this.words.heading} of the measured phase.`,
      broken.map(([name, text]) => element('p', { class: 'alarm' }, `${name}: ${text}`)), element('div', { class: 'grid' },
      parts.map(([title, note, key]) => {
        const chart = this.chart({ title, note, show: format.millis, log: true, x: PERCENTILE, height: 260 });
        chart.set(overlay(this.runs.map((run) => ({ points: run.distributions[key(run)] }))));
        return chart.figure;
      })));
  }

  chart(spec) {
    const chart = new Chart({ ...spec, lines: this.runs.map((run, index) => ({ ...RUN_LINES[index], label: this.names[index] })) });
    this.charts.push(chart);
    return chart;
  }
}

// How to read runs that did not start the same kind of thing; nothing to say of others.
function bothKinds(runs) {
  if (new Set(runs.map(({ result }) => workloadOf(result))).size === 1) return null;
  const larger = runs.map(({ result }) => result)
    .filter((result) => workloadOf(result) === WORKLOADS.greeting && result.plan.branches * result.plan.steps !== 1)
    .map(({ plan }) => `${plan.branches} × ${plan.steps}`);
  return element('div', { class: 'both-kinds' },
    element('p', {}, 'These runs started different things, each called an execution here. A standalone activity has no workflow, so what is of workflows has no value (–) there.'),
    larger.length === 0 ? null : element('p', { class: 'alarm' },
      `A greeting of ${[...new Set(larger)].join(' or ')} has more than one activity, so it is more work than a standalone activity: compare one of 1 × 1.`));
}

// What tells the runs apart: their ids, their numbers if even those are the same, and what they started if that differs.
function names(runs) {
  const ids = runs.map((run) => run.result.run_id);
  const kinds = runs.map(({ result }) => workloadOf(result));
  return ids.map((id, index) => (ids.indexOf(id) === ids.lastIndexOf(id) ? id : `${id} (${index + 1})`)
    + (new Set(kinds).size > 1 ? ` · ${kinds[index].short(runs[index].result.plan)}` : ''));
}
