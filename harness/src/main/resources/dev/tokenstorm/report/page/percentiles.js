// Latency by percentile, on HdrHistogram's axis: each further nine takes as much room as the one before.

const PERCENTILE = {
  label: 'Percentile',
  log: true,
  splits: (plot, axis, low, high) => {
    const ticks = [];
    for (let x = 1; x <= high * 1.0001; x *= 10) ticks.push(x);
    return ticks;
  },
  show: (x, exact) => {
    if (x <= 1) return '0 %';
    const nines = Math.max(0, Math.ceil(Math.log10(x)) - 1);
    return `${Number((100 - 100 / x).toFixed(exact ? nines + 1 : Math.max(0, nines - 1)))} %`;
  },
};

// Lines over one x axis: [{label, points: {x, ms}}] to the arrays that a chart wants.
function overlay(lines) {
  const tables = lines.map((one) => [one.points ? one.points.x : [], one.points ? one.points.ms : []]);
  return uPlot.join(tables, tables.map((one) => one.map(() => 1)));
}

function percentileChart(title, note, lines) {
  const chart = new Chart({
    title, note, show: format.millis, log: true, x: PERCENTILE, height: 280, wide: true,
    lines: lines.map((one) => line(one.colour, { label: one.label, dash: one.dash })),
  });
  return chart;
}

// What is wrong with a run's curves, if its log of latencies holds less than its result does.
function brokenOff({ result, distributions }) {
  if (result.verdict.outcome === 'running') return '';
  const short = STAGES.some(([key]) => {
    const { x } = distributions[key] || { x: [0] };
    return x[x.length - 1] < (at(result, `figures.run.latency_seconds.${key}.count`) || 0);
  });
  return short ? 'latency.hlog breaks off: these curves, and the latencies over time, are of a part of the run. The table of stages is of all of it.' : '';
}

class Percentiles {
  constructor(run) {
    this.result = run.result;
    const open = run.result.load_model === 'open';
    const words = workloadOf(run.result);
    const resumes = words === WORKLOADS.greeting;
    this.parts = [
      {
        title: `Whole ${words.plural}${open ? ': corrected against raw' : ''}`,
        note: open
          ? `Corrected counts from the intended start. Where it leaves raw, ${words.plural} were started late.`
          : 'A closed loop has no intended time: while the server is slow it asks for less, so this flatters the server.',
        lines: open
          ? [{ key: 'workflow_corrected', label: 'corrected', colour: 'blue' }, { key: 'workflow', label: 'raw', colour: 'orange', dash: [6, 4] }]
          : [{ key: 'workflow', label: 'from start', colour: 'blue' }],
      },
      {
        title: 'The stages of a completion',
        note: `Token wait and completion call are the external completer’s${resumes ? '; completion → resumed is what the workflow waits for' : ''}.`,
        lines: [
          { key: 'token_wait', label: 'token wait', colour: 'green' },
          { key: 'completion_call', label: 'completion call', colour: 'blue' },
          ...(resumes ? [{ key: 'resume', label: 'completion → resumed', colour: 'orange', dash: [6, 4] }] : []),
          { key: 'workflow_start', label: `${words.noun} start`, colour: 'purple', dash: [2, 3] }],
      },
    ];
    this.charts = this.parts.map((part) => percentileChart(part.title, part.note, part.lines));
    this.broken = element('p', { class: 'alarm' });
    this.element = section('Latency by percentile', `${words.heading} of the measured phase.`, this.broken,
      element('div', { class: 'grid' }, this.charts.map((chart) => chart.figure)));
    this.set(run.distributions);
  }

  set(distributions) {
    this.broken.textContent = brokenOff({ result: this.result, distributions });
    this.broken.hidden = !this.broken.textContent;
    this.charts.forEach((chart, index) =>
      chart.set(overlay(this.parts[index].lines.map((one) => ({ points: distributions[one.key] })))));
  }

  remove() {
    this.charts.forEach((chart) => chart.remove());
  }
}
