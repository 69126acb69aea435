// The time series of a run.

// The page's STAGES are [key, label, what is timed, label in a closed loop] of each latency, in the order a workflow meets them.
function stageLabel(key, words, closed) {
  const [, label, , inClosedLoop] = STAGES.find((stage) => stage[0] === key);
  return (closed ? inClosedLoop : label).replace('%s', words.noun);
}

// Whole executions, as their users would see them: corrected where there is an intended time.
function endToEnd(result) {
  return result.load_model === 'open' ? 'workflow_corrected' : 'workflow';
}

// Each: how to draw it, and which columns of the series its lines are, as (columns, run) => arrays.
function timelines(run) {
  const { result } = run;
  const plan = result.plan || {};
  const shape = LoadShape.of(plan);
  const completers = Number(plan.completers) || undefined;
  const flat = (value) => (columns) => columns.seconds.map(() => (known(value) ? value : null));
  const column = (name) => (columns) => columns[name];
  // Nothing is to start any more once tokens are released or a run is drained. Points are kept to the hundredth of a second.
  const intended = ({ seconds }, phases) => {
    const after = phases.find(([name]) => name === 'release' || name === 'drain');
    return seconds.map((end, index) => (after && end > after[1] + 0.01 ? null : shape.rate(index > 0 ? seconds[index - 1] : 0, end)));
  };
  const sum = (...names) => (columns) =>
    columns.seconds.map((unused, index) => names.map((name) => columns[name][index])
      .reduce((total, value) => (known(total) && known(value) ? total + value : null), 0));
  const whole = endToEnd(result);
  const words = workloadOf(result);
  const latency = (key, title, note) => ({
    title, note, unit: 'latency', show: format.millis, log: true,
    lines: [
      line('blue', { label: 'p50' }), line('orange', { label: 'p99' }), line('red', { label: 'max', dash: [2, 3], width: 1.2 })],
    columns: [column(`${key}_p50`), column(`${key}_p99`), column(`${key}_max`)],
  });
  const list = [
    {
      title: 'Throughput', show: format.rate,
      note: shape ? `${words.heading} that closed, against the rate they were to start at.` : `${words.heading} closed and tokens answered for, per second.`,
      lines: [line('blue', { label: words.plural, fill: true }),
        shape ? line('text', { label: 'intended', dash: [6, 4], width: 1.2 }) : line('green', { label: 'completions' })],
      columns: [column('workflows'), shape ? intended : sum('completed', 'failed', 'cancelled')],
    },
    {
      title: 'Completions by outcome', note: 'Tokens answered for, calls that went wrong and arrivals dropped, per second.', show: format.rate,
      lines: [line('green', { label: 'completed' }), line('orange', { label: 'failed' }), line('purple', { label: 'cancelled' }),
        line('red', { label: 'RPC errors', dash: [4, 3] }), line('text', { label: 'dropped', dash: [1, 3] })],
      columns: ['completed', 'failed', 'cancelled', 'errors', 'dropped'].map(column),
    },
    latency('completion_call', 'Completion call', 'What the external system waits for.'),
    latency(whole, `${words.title}, end to end${whole === 'workflow' ? '' : ', corrected'}`,
      whole === 'workflow' ? 'From its start. A closed loop has no intended time.' : 'From its intended start, as a user would see it.'),
    {
      title: 'Pending tokens and queue', note: 'A queue that grows wants more completers.', show: format.count,
      lines: [line('blue', { label: 'pending tokens', fill: true }), line('orange', { label: 'queued' }), line('green', { label: `${words.plural} in flight`, dash: [6, 3] })],
      columns: ['pending', 'queue', 'in_flight'].map(column),
    },
    {
      title: 'Completer pool', note: 'Completers with a call under way, at the end of each second.', show: format.count,
      lines: [line('blue', { label: 'busy', fill: true }), line('text', { label: 'concurrency', dash: [6, 4], width: 1.2 })],
      columns: [column('busy'), flat(completers)],
    },
    {
      title: 'Generator: CPU', note: 'Cores in use by this harness. Near all of them, it measures itself.', show: format.number,
      lines: [line('blue', { label: 'cores in use', fill: true }), line('text', { label: 'cores', dash: [6, 4], width: 1.2 })],
      columns: [column('cpu'), flat(at(result, 'host.cores'))],
    },
    {
      title: 'Generator: pauses', note: 'Anything as long as the latencies is part of them.', show: format.millis, log: true,
      lines: [line('purple', { label: 'longest hiccup' }), line('orange', { label: 'GC, each second' }), line('blue', { label: 'safepoints, each second', dash: [4, 3] }),
        ...(result.load_model === 'open' ? [line('green', { label: 'schedule lag p99' })] : [])],
      columns: ['hiccup', 'gc', 'safepoint', ...(result.load_model === 'open' ? ['schedule_lag_p99'] : [])]
        .map((name) => (columns) => columns[name].map((value) => (value > 0 ? value : null))),
    },
  ];
  return list.map((spec) => ({ ...spec, x: TIME, phases: true }));
}

class Timelines {
  constructor(run) {
    this.specs = timelines(run);
    this.charts = this.specs.map((spec) => new Chart(spec));
    this.note = element('p', { class: 'note' });
    this.element = section('Over time', null,
      element('p', { class: 'note unprinted' }, 'Hover, or focus a chart and use the arrow keys; all cursors move together. Drag to zoom, double-click to see all.'),
      this.note, element('div', { class: 'grid' }, this.charts.map((chart) => chart.figure)));
    this.set(run);
  }

  set(run) {
    const { series } = run;
    const faults = faultWindows(run);
    this.note.textContent = series.moments_per_point > 1
      ? `Each point is up to ${series.moments_per_point} seconds; their histograms were added.` : '';
    this.charts.forEach((chart, index) =>
      chart.set([series.columns.seconds, ...this.specs[index].columns.map((values) => values(series.columns, series.phases))], series.phases, faults));
  }

  remove() {
    this.charts.forEach((chart) => chart.remove());
  }
}
