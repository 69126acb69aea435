// A comparison of sides whose runs took turns: the answer, its intervals, each run, and the sides' latencies.

const SIDE_LINES = ['blue', 'orange', 'green', 'purple', 'red', 'brown'];
const WORD_MARKS = { better: '✓', same: '✓', worse: '✗', higher: '↑', lower: '↓', undecided: '?' };

function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    if (known(value)) made.setAttribute(key, value);
  }
  made.append(...children.filter(known));
  return made;
}

// A picture that is drawn for the width that it has.
class Picture {
  constructor(height, label, draw) {
    this.height = height;
    this.drawIn = draw;
    this.element = element('div', { class: 'picture', role: 'img', 'aria-label': label });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  draw() {
    const width = this.element.clientWidth;
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.element.replaceChildren(
      drawn('svg', { width, height: this.height, viewBox: `0 0 ${width} ${this.height}`, 'aria-hidden': 'true' },
        ...this.drawIn(width, this.height)));
  }
}

// A ratio with enough digits to show a difference of a thousandth.
function ratioText(ratio) {
  if (!known(ratio)) return UNKNOWN;
  return ratio >= 0.0995 && ratio < 9.995 ? grouped(ratio, 3) : digits(ratio);
}

class SidesPage {
  constructor(data) {
    this.data = data;
    this.comparison = data.comparison;
    this.names = this.comparison.sides.map(({ name }) => name);
    this.pairs = at(this.comparison, 'answer.pairs') || [];
    this.element = element('div', {},
      this.banner(), this.sides(), this.forest(), this.runs(), this.percentiles(), this.differences(), this.figures(),
      this.blocks());
  }

  colour(side) {
    return SIDE_LINES[this.names.indexOf(side)];
  }

  banner() {
    const { outcome } = this.comparison;
    const open = at(this.comparison, 'answer.undecided') !== false;
    const tone = outcome === 'failed' ? 'failed' : outcome === 'undecided' || open ? 'untrustworthy' : 'passed';
    const mark = { failed: '✗', untrustworthy: '!', passed: '✓' }[tone];
    return element('section', { class: `banner ${tone}`, 'aria-label': 'Answer' },
      element('p', { class: 'mark', 'aria-hidden': 'true' }, mark),
      element('div', {},
        element('h1', { 'data-path': 'outcome', 'data-value': outcome }, this.data.headline),
        this.data.caveat ? element('p', {}, this.data.caveat) : null,
        sentences('reasons', this.data.sentences)));
  }

  sides() {
    return section('Sides', `Each is compared with ${this.names[0]}.`,
      table('Sides', ['side', 'flags of its own', 'target', 'server'],
        this.comparison.sides.map((side) => [
          this.label(side.name), element('code', {}, side.flags.join(' ') || '(none)'),
          side.target.address, format.text(side.target.server_version)]), { class: 'texts' }));
  }

  label(side) {
    return element('span', { class: 'series', 'data-colour': this.colour(side) },
      element('span', { class: 'swatch', 'aria-hidden': 'true' }), side);
  }

  // Judged figures first; of the others those that are no counts, and of latencies two percentiles.
  shown() {
    const other = ({ figure, unit, low }) => known(low) && unit !== 'count'
      && (!/\.(min|mean|p75|p90|p95|p99\.9|p99\.99|max)$/.test(figure) || /poll/.test(figure)) && !/(^|\.)time$/.test(figure);
    return [...this.pairs.filter(({ judged }) => judged), ...this.pairs.filter((pair) => !pair.judged && other(pair))];
  }

  forest() {
    const pairs = this.shown();
    if (pairs.length === 0) return section('Ratios', null, element('p', { class: 'empty' }, 'No block was run to its end.'));
    const margin = this.comparison.margin;
    const judged = pairs.filter((pair) => pair.judged && known(pair.low));
    const ends = judged.flatMap(({ low, high }) => [low, high]);
    const reach = Math.min(8, Math.max(1 + 2 * margin, ...ends, ...ends.map((end) => 1 / end))) * 1.05;
    const x = (ratio, width) => (Math.log(Math.min(reach, Math.max(1 / reach, ratio))) / Math.log(reach) + 1) / 2 * (width - 12) + 6;
    const rows = (some, words) => some.map((pair) => [
      element('span', {}, this.names.length > 2 ? `${pair.side}: ${pair.figure}` : pair.figure),
      ...(words ? [element('span', { class: `word ${pair.word || ''}` }, pair.word ? `${WORD_MARKS[pair.word]} ${pair.word}` : (pair.no_word || '').replaceAll('-', ' '))] : []),
      new Picture(22, known(pair.low) ? `${ratioText(pair.low)} to ${ratioText(pair.high)}` : 'no interval', (width, height) => [
        drawn('rect', { class: 'margin', x: x(1 / (1 + margin), width), width: x(1 + margin, width) - x(1 / (1 + margin), width), y: 0, height }),
        drawn('line', { class: 'one', x1: x(1, width), x2: x(1, width), y1: 0, y2: height }),
        known(pair.low) ? drawn('line', { class: `between ${pair.word || ''}`, x1: x(pair.low, width), x2: x(pair.high, width), y1: height / 2, y2: height / 2 }) : null,
        known(pair.ratio) ? drawn('circle', { class: `between ${pair.word || ''}`, cx: x(pair.ratio, width), cy: height / 2, r: 4 }) : null,
      ]).element,
      ratioText(pair.ratio),
      known(pair.low) ? `${ratioText(pair.low)} to ${ratioText(pair.high)}` : UNKNOWN,
    ]);
    const scale = [`${ratioText(1 / reach)} … 1 … ${ratioText(reach)}`, 'ratio', '95 % interval'];
    const others = pairs.filter((pair) => !pair.judged);
    return section('Ratios', `Times ${this.names[0]}'s figure, on a logarithmic scale. Each interval is of its figure alone; shaded is the margin of ${format.percent(margin)}, within which sides are the same.`,
      table('Ratios of judged figures', ['figure', 'word', ...scale], rows(pairs.filter((pair) => pair.judged), true), { class: 'forest' }),
      others.length === 0 ? null : element('details', {}, element('summary', {}, `${others.length} further figures, without a word`),
        table('Ratios of other figures', ['figure', ...scale], rows(others, false), { class: 'forest' })));
  }

  runs() {
    const counted = this.comparison.runs.filter(({ role }) => role === 'block');
    if (counted.length === 0) return null;
    const out = new Set(this.comparison.blocks.filter((block) => known(block.left_out)).map(({ number }) => number));
    const judged = [...new Map(this.pairs.filter((pair) => pair.judged).map((pair) => [pair.figure, pair])).values()];
    return section('Each run, in its order', 'A ring is a run of a block that was left out.', element('p', { class: 'legend' }, this.names.map((name) => this.label(name))),
      element('div', { class: 'grid' }, judged.map(({ figure: name, unit }) => {
        const values = counted.map((run) => run.figures[name]).filter(known);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        const show = UNITS[unit];
        return element('figure', {}, element('figcaption', {}, element('h3', {}, name)),
          new Picture(180, `${name} of ${counted.length} runs, from ${show(low)} to ${show(high)}`, (width, height) => {
            const y = (value) => height - 20 - (high > low ? (value - low) / (high - low) : 0.5) * (height - 40);
            const x = (index) => 10 + (counted.length > 1 ? index / (counted.length - 1) : 0.5) * (width - 20);
            return [
              drawn('text', { x: 0, y: 12 }, show(high)), drawn('text', { x: 0, y: height - 4 }, show(low)),
              ...counted.map((run, index) => (known(run.figures[name])
                ? drawn('circle', {
                  class: out.has(run.block) ? 'run out' : 'run', 'data-colour': this.colour(run.side), cx: x(index), cy: y(run.figures[name]), r: 4,
                }, drawn('title', {}, `run ${run.number}, block ${run.block}, ${run.side}: ${show(run.figures[name])}`)) : null)),
            ];
          }).element);
      })));
  }

  percentiles() {
    // Nothing resumes where there is no workflow, so a side without that curve has executions.
    const whole = `Whole ${(Object.values(this.data.curves).every(({ resume }) => resume) ? WORKLOADS.greeting : WORKLOADS.standalone).plural}`;
    const parts = [[whole, 'workflow_corrected'], [whole, 'workflow'], ['Completion call', 'completion_call'], ['Completion → workflow resumed', 'resume']]
      .filter(([, key]) => Object.values(this.data.curves).some((side) => side[key]));
    const open = parts.some(([, key]) => key === 'workflow_corrected');
    const charts = parts.filter(([, key]) => !(open && key === 'workflow')).map(([title, key]) => {
      const lines = this.names.flatMap((name) => ['ms', 'low', 'high'].map((kind) => ({ name, kind, band: this.data.curves[name][key] })))
        .filter(({ band }) => band);
      const chart = new Chart({
        title, show: format.millis, log: true, x: PERCENTILE, height: 280,
        lines: lines.map(({ name, kind }) => line(this.colour(name), {
          label: kind === 'ms' ? name : `${name}, ${kind === 'low' ? 'lowest' : 'highest'} run`, dash: kind === 'ms' ? undefined : [2, 4] })),
      });
      chart.set(overlay(lines.map(({ kind, band }) => ({ points: { x: band.x, ms: band[kind] } }))));
      return chart.figure;
    });
    return charts.length === 0 ? null : section('Latency by percentile',
      'Solid: all runs of a side together, their histograms added. Dashed: between what its single runs lie.',
      element('div', { class: 'grid' }, charts));
  }

  differences() {
    return section('What differs', 'In the plans of the sides’ runs, their targets and servers.', this.data.differences.length === 0
      ? element('p', {}, 'Nothing: the sides are the same.')
      : table('What differs', ['', ...this.names], this.data.differences.map(({ name, values }) => [name, ...values]), { class: 'texts' }));
  }

  figures() {
    if (this.pairs.length === 0) return null;
    return section('All figures', null, element('details', {}, element('summary', {}, `${this.pairs.length} figures with their ratios`),
      table('All figures', ['figure', this.names[0], 'side', 'ratio', '95 % interval'], this.pairs.map((pair) => [
        this.names.length > 2 ? `${pair.side}: ${pair.figure}` : pair.figure,
        known(pair.typical_against) ? UNITS[pair.unit](pair.typical_against) : UNKNOWN,
        known(pair.typical) ? UNITS[pair.unit](pair.typical) : UNKNOWN,
        ratioText(pair.ratio), known(pair.low) ? `${ratioText(pair.low)} to ${ratioText(pair.high)}` : UNKNOWN]), { class: 'figures' })));
  }

  blocks() {
    const left = new Map(this.comparison.blocks.map(({ number, left_out: cause }) => [number, cause]));
    return section('Runs', 'Each has a report of its own.', element('details', {}, element('summary', {}, `${this.comparison.runs.length} runs`),
      table('Runs', ['run', 'block', 'side', 'took', 'remark'], this.comparison.runs.map((run) => [
        element('a', { href: `${encodeURI(run.folder)}/report.html` }, `run ${run.number}`),
        run.role === 'block' ? format.count(run.block) : 'warm-up', this.label(run.side), format.seconds(run.seconds),
        [...run.faults, left.get(run.block) ? `left out: ${left.get(run.block)}` : null, ...run.doubts].filter(known).join(' ')]), { class: 'texts' })));
  }
}
