// Follows a run over server-sent events: all that is known first, then a point each second, and the report at the end,
// or why there is none.

class Live {
  constructor(place) {
    this.place = place;
    this.status = document.getElementById('status');
    this.waiting = element('p', { class: 'empty' }, 'Waiting for the run to start…');
    place.replaceChildren(this.waiting);
  }

  start() {
    Chart.live = true;
    this.source = new EventSource('events');
    this.source.addEventListener('open', () => this.say('Live', 'on'));
    this.source.addEventListener('all', (event) => this.all(JSON.parse(event.data)));
    this.source.addEventListener('point', (event) => this.point(JSON.parse(event.data)));
    this.source.addEventListener('report', (event) => this.end(JSON.parse(event.data)));
    this.source.addEventListener('over', (event) => this.over(JSON.parse(event.data).why));
    this.source.addEventListener('error', () => this.lost());
  }

  // A point of a run that this page has not heard of: it asks for all.
  again() {
    this.source.close();
    this.start();
  }

  // A browser comes again by itself, unless it was sent away; then there are too many listeners.
  lost() {
    this.say('Connection lost; trying again', 'off');
    if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.start(), 5000);
  }

  // What changes each second is to be looked at, not read out.
  say(text, state) {
    this.status.setAttribute('aria-live', state === 'on' ? 'off' : 'polite');
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.state = state;
  }

  all(data) {
    if (data.runs.length === 0) return;
    if (this.page) this.page.remove();
    this.page = showRuns(this.place, data.runs);
    this.progress(data.progress);
  }

  point(data) {
    if (!this.page) {
      this.again();
      return;
    }
    const { run } = this.page;
    const { place, columns, phases } = data.series;
    for (const [name, values] of Object.entries(columns)) run.series.columns[name][place] = values[0];
    run.series.phases = phases;
    run.distributions = data.distributions;
    run.result = data.result;
    this.page.set(run);
    this.page.draw();
    this.progress(data.progress);
  }

  progress(text) {
    if (text) this.say(text, 'on');
  }

  end(data) {
    this.stop();
    if (this.page) this.page.remove();
    this.page = showRuns(this.place, data.runs);
    this.say('The run has ended; this is its report', 'ended');
  }

  // What was seen so far stays.
  over(why) {
    this.stop();
    if (this.page) {
      const { run } = this.page;
      run.result.ending.how = 'without a report';
      run.result.verdict.reasons = [why];
      this.page.set(run);
    } else {
      this.waiting.textContent = why;
    }
    this.say('The run has ended without a report', 'ended');
  }

  stop() {
    this.source.close();
    Chart.live = false;
  }
}
