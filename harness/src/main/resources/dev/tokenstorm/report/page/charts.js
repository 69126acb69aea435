// A chart: uPlot with what it lacks here - phases and faults shaded, keys to move its cursor, a table in its place.

const cursors = uPlot.sync('time');
const PRINT_WIDTH = 660;
const TABLE_ROWS = 30;
const charts = new Set();

const tenfold = (value) => known(value) && Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;

// As an axis has it: 1 ms, not 1.00 ms.
const short = (text) => text.replace(/(\.\d*?)0+(?=[^\d.]|$)/, '$1').replace(/\.(?=\D|$)/, '');

// The colours of lines, told apart by those who see few (Okabe and Ito's), in variables of the style sheet.
const line = (colour, extra = {}) => ({ colour, ...extra });

class Chart {
  // spec: title, note, show (a value as text), lines [{label, colour, dash, fill, show}], log, height,
  // x: {label, show, log, ticks}, phases: whether phases are shaded.
  constructor(spec) {
    this.spec = spec;
    this.data = [[], ...spec.lines.map(() => [])];
    this.phases = [];
    this.faults = [];
    this.hidden = new Set();
    const id = `chart-${++sections}`;
    this.place = element('div', {
      class: 'plot', tabindex: 0, role: 'img', 'aria-labelledby': id,
      'aria-describedby': `${id}-summary`, onkeydown: (event) => this.key(event),
    });
    this.legend = element('div', { class: 'legend' });
    this.where = element('span', { class: 'where' });
    this.summary = element('p', { id: `${id}-summary`, class: 'unseen' });
    this.spoken = element('p', { class: 'unseen', 'aria-live': 'polite' });
    this.rows = element('div');
    this.details = element('details', { ontoggle: () => this.fillTable() }, element('summary', {}, 'As a table'), this.rows);
    this.empty = element('p', { class: 'empty' }, spec.empty || 'Nothing was measured.');
    this.figure = element('figure', { class: spec.wide ? 'wide' : '' },
      element('figcaption', {},
        element('div', { class: 'title' }, element('h3', { id }, spec.title), this.where),
        spec.note ? element('p', { class: 'note' }, spec.note) : null),
      this.empty, this.place, this.legend, this.summary, this.spoken, this.details);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.place);
    charts.add(this);
    this.makeLegend();
  }

  // data: the x values, then one array for each line; phases and faults: [name, from, to].
  set(data, phases = [], faults = []) {
    const first = this.data[0].length === 0;
    this.data = data;
    this.phases = phases;
    this.faults = faults;
    const any = data.slice(1).some((values) => values.some(known));
    this.empty.hidden = any;
    this.place.hidden = this.legend.hidden = this.details.hidden = !any;
    if (!any) return;
    if (first || !this.plot) this.draw();
    else this.follow();
    this.showLegend();
    this.summary.textContent = this.describe();
    if (this.details.open) this.fillTable();
  }

  // A reader who has zoomed in on a run that goes on stays there.
  follow() {
    const { min, max } = this.plot.scales.x;
    const x = this.plot.data[0];
    // Before it was first drawn a chart has no range.
    const zoomed = this.spec.phases && known(min) && known(max) && (min > 0 || max < x[x.length - 1]);
    this.plot.setData(this.data, !zoomed);
    if (zoomed) this.plot.redraw(true, true);
  }

  width() {
    return document.documentElement.classList.contains('printing')
      ? PRINT_WIDTH
      : Math.max(240, Math.floor(this.place.clientWidth));
  }

  height() {
    return this.spec.height || 220;
  }

  draw() {
    if (this.plot) this.plot.destroy();
    const { spec } = this;
    const text = theme.colour('muted');
    const grid = { stroke: theme.colour('grid'), width: 1 };
    const font = '11px system-ui, sans-serif';
    this.plot = new uPlot({
      width: this.width(),
      height: this.height(),
      legend: { show: false },
      cursor: {
        sync: spec.phases ? { key: cursors.key, setSeries: false } : undefined,
        drag: { x: spec.phases === true, y: false },
        points: { size: 6 },
        y: false,
      },
      scales: {
        x: spec.x.log
          ? { time: false, distr: 3, log: 10, range: (plot, low, high) => [1, Math.max(10, high)] }
          : { time: false, range: (plot, low, high) => (known(high) ? [this.zoomed(low) ? low : 0, Math.max(high, this.zoomed(low) ? low + 0.1 : 1)] : [0, 1]) },
        y: spec.log ? { distr: 3, log: 10 } : { range: (plot, low, high) => [0, Math.max((high || 0) * 1.08, spec.show === format.count ? 4 : 0) || 1] },
      },
      axes: [
        { stroke: text, grid, ticks: grid, font, size: 34, values: (plot, splits) => splits.map((x) => spec.x.show(x)),
          ...(spec.x.steps ? { incrs: spec.x.steps } : {}),
          ...(spec.x.splits ? { splits: spec.x.splits, filter: (plot, splits) => splits } : {}) },
        { stroke: text, font, size: 58,
          grid: { ...grid, filter: (plot, splits) => (spec.log ? splits.map((value) => (tenfold(value) ? value : null)) : splits) },
          ticks: { ...grid, show: !spec.log },
          values: (plot, splits) => splits.map((value) => (known(value) ? short(spec.show(value)) : null)) },
      ],
      series: [{}, ...spec.lines.map((one, index) => ({
        label: one.label,
        stroke: theme.colour(one.colour),
        width: one.width || 1.6,
        dash: one.dash,
        fill: one.fill ? theme.colour(one.colour) + '22' : undefined,
        spanGaps: one.gaps !== true,
        points: { show: (plot, index) => plot.data[index].filter(known).length < 3 },
        show: !this.hidden.has(index),
      }))],
      hooks: {
        drawClear: [(plot) => this.shade(plot)],
        draw: [(plot) => this.namePhases(plot)],
        setCursor: [() => this.showLegend()],
      },
    }, this.data, this.place);
  }

  zoomed(low) {
    return this.data[0].length > 0 && low > this.data[0][0];
  }

  eachPhase(plot, draw) {
    this.eachSpan(plot, this.phases.filter(([name]) => name !== 'measure'), draw);
  }

  eachSpan(plot, spans, draw) {
    if (!this.spec.phases) return;
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    spans.forEach(([name, from, to], index) => {
      const left = plot.valToPos(from, 'x', true);
      const right = plot.valToPos(to, 'x', true);
      if (right >= bbox.left && left <= bbox.left + bbox.width) draw(name, Math.max(bbox.left, left), right, index);
    });
    ctx.restore();
  }

  shade(plot) {
    const { ctx, bbox } = plot;
    this.eachPhase(plot, (name, left, right) => {
      ctx.fillStyle = theme.colour(`phase-${name}`);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    });
    this.eachSpan(plot, this.faults, (name, left, right) => {
      ctx.fillStyle = theme.colour('fault');
      ctx.fillRect(left, bbox.top, Math.max(2 * (devicePixelRatio || 1), right - left), bbox.height);
    });
  }

  namePhases(plot) {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio || 1;
    this.eachPhase(plot, (name, left, right) => {
      const label = name === 'warmup' ? 'warm-up' : name;
      ctx.fillStyle = theme.colour('muted');
      ctx.font = `${10 * ratio}px system-ui, sans-serif`;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'alphabetic';
      if (ctx.measureText(label).width + 8 * ratio < right - left) {
        ctx.fillText(label, left + 4 * ratio, bbox.top + 11 * ratio);
      }
    });
    // A window is often narrower than its name; those of neighbours stand below one another.
    this.eachSpan(plot, this.faults, (name, left, right, index) => {
      ctx.fillStyle = theme.colour('red');
      ctx.font = `${10 * ratio}px system-ui, sans-serif`;
      ctx.textBaseline = 'alphabetic';
      const room = bbox.left + bbox.width - left - 4 * ratio;
      ctx.textAlign = ctx.measureText(name).width < room ? 'left' : 'right';
      ctx.fillText(name, ctx.textAlign === 'left' ? left + 4 * ratio : Math.min(right, bbox.left + bbox.width) - 4 * ratio,
        bbox.top + (23 + 12 * (index % 3)) * ratio);
    });
  }

  makeLegend() {
    this.values = this.spec.lines.map(() => element('span', { class: 'value' }));
    this.legend.append(...this.spec.lines.map((one, index) => {
      const button = element('button', {
        type: 'button', class: 'series', 'aria-pressed': 'true', 'data-colour': one.colour, 'data-dash': one.dash ? 'yes' : false,
        onclick: () => this.toggle(index, button),
      }, element('span', { class: 'swatch', 'aria-hidden': 'true' }), one.label, ' ', this.values[index]);
      return button;
    }));
  }

  toggle(index, button) {
    if (!this.hidden.delete(index)) this.hidden.add(index);
    button.setAttribute('aria-pressed', String(!this.hidden.has(index)));
    if (this.plot) this.plot.setSeries(index + 1, { show: !this.hidden.has(index) });
  }

  // The values at the cursor; without one the last, if the run goes on.
  showLegend() {
    const index = this.plot && known(this.plot.cursor.idx) ? this.plot.cursor.idx : undefined;
    const x = this.data[0];
    const place = known(index) ? index : Chart.live && this.spec.phases ? x.length - 1 : undefined;
    this.where.textContent = known(place) && place >= 0 ? this.spec.x.show(x[place], true) : '';
    this.spec.lines.forEach((one, at) => {
      this.values[at].textContent = known(place) ? (one.show || this.spec.show)(this.data[at + 1][place]) : '';
    });
  }

  key(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (!step || !this.plot || event.target !== this.place) return;
    event.preventDefault();
    const last = this.data[0].length - 1;
    const from = known(this.plot.cursor.idx) ? this.plot.cursor.idx : step > 0 ? -1 : last + 1;
    const index = Math.max(0, Math.min(last, from + step));
    const together = this.spec.phases ? [...charts].filter((chart) => chart.spec.phases && chart.plot) : [this];
    for (const { plot } of together) {
      plot.setCursor({ left: plot.valToPos(this.data[0][index], 'x'), top: plot.over.clientHeight / 2 }, true, false);
    }
    this.spoken.textContent = this.spec.x.show(this.data[0][index], true) + ': '
      + this.spec.lines.map((one, at) => `${one.label} ${(one.show || this.spec.show)(this.data[at + 1][index])}`).join(', ');
  }

  describe() {
    const parts = this.spec.lines.map((one, index) => {
      const values = this.data[index + 1].filter(known);
      if (values.length === 0) return `${one.label}: nothing`;
      let low = Infinity;
      let high = -Infinity;
      for (const value of values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      const show = one.show || this.spec.show;
      return `${one.label}: ${show(low)} to ${show(high)}`;
    });
    const faults = this.spec.phases && this.faults.length > 0
      ? ` Faults: ${this.faults.map(([name, from, to]) => `${name}, ${this.spec.x.show(from)} to ${this.spec.x.show(to)}`).join('; ')}.` : '';
    return `${parts.join('; ')}.${faults} Arrow keys move along the chart.`;
  }

  fillTable() {
    if (!this.details.open) return;
    const x = this.data[0];
    const step = Math.max(1, Math.ceil(x.length / TABLE_ROWS));
    const rows = [];
    for (let index = 0; index < x.length; index += step) {
      rows.push([this.spec.x.show(x[index], true),
        ...this.spec.lines.map((one, at) => (one.show || this.spec.show)(this.data[at + 1][index]))]);
    }
    this.rows.replaceChildren(
      table(this.spec.title, [this.spec.x.label, ...this.spec.lines.map((one) => one.label)], rows),
      step > 1 ? element('p', { class: 'note' }, `One point in ${step}.`) : '');
  }

  resize() {
    if (this.plot && this.width() !== this.plot.width) this.plot.setSize({ width: this.width(), height: this.height() });
  }

  redraw() {
    if (this.plot) this.draw();
  }

  remove() {
    this.observer.disconnect();
    if (this.plot) this.plot.destroy();
    charts.delete(this);
  }
}

Chart.live = false;

theme.listeners.push(() => charts.forEach((chart) => chart.redraw()));

// Of the steps between marks all but the first three are whole seconds, minutes or hours.
const TIME = {
  label: 'Time',
  show: (seconds) => format.clock(seconds),
  steps: [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30].map((minutes) => 60 * minutes),
    ...[1, 2, 3, 6, 12, 24, 48, 120, 240].map((hours) => 3600 * hours)],
};
