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
    return (100 - 100 / x).toFixed(Math.max(0, nines - (exact ? 0 : 1))).replace(/\.0+$/, '') + ' %';
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

class Percentiles {
  constructor(run) {
    this.result = run.result;
    const open = run.result.load_model === 'open';
    this.parts = [
      {
        title: open ? 'Whole workflows: corrected against raw' : 'Whole workflows',
        note: open
          ? 'Corrected counts from the intended start. Where it leaves raw, workflows were started late.'
          : 'A closed loop has no intended time: while the server is slow it asks for less, so this flatters the server.',
        lines: open
          ? [{ key: 'workflow_corrected', label: 'corrected', colour: 'blue' }, { key: 'workflow', label: 'raw', colour: 'orange', dash: [6, 4] }]
          : [{ key: 'workflow', label: 'from start', colour: 'blue' }],
      },
      {
        title: 'The stages of a completion',
        note: 'Token wait and completion call are the outside party’s; completion → resumed is what the workflow waits for.',
        lines: [
          { key: 'token_wait', label: 'token wait', colour: 'green' },
          { key: 'completion_call', label: 'completion call', colour: 'blue' },
          { key: 'resume', label: 'completion → resumed', colour: 'orange', dash: [6, 4] },
          { key: 'workflow_start', label: 'workflow start', colour: 'purple', dash: [2, 3] }],
      },
    ];
    this.charts = this.parts.map((part) => percentileChart(part.title, part.note, part.lines));
    this.element = section('Latency by percentile', 'Workflows of the measured phase.',
      element('div', { class: 'grid' }, this.charts.map((chart) => chart.figure)));
    this.set(run.distributions);
  }

  set(distributions) {
    this.charts.forEach((chart, index) =>
      chart.set(overlay(this.parts[index].lines.map((one) => ({ points: distributions[one.key] })))));
  }

  remove() {
    this.charts.forEach((chart) => chart.remove());
  }
}
