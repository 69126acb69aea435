// What a reader wants first: the verdict, and the figures that answer how fast, how late, and whether anything is lost.

const VERDICTS = {
  passed: { word: 'Passed', mark: '✓' },
  failed: { word: 'Failed', mark: '✗' },
  untrustworthy: { word: 'Untrustworthy', mark: '!' },
  running: { word: 'Running', mark: '▶' },
  ended: { word: 'Ended', mark: '■' },
  interrupted: { word: 'Interrupted', mark: '■' },
};

// What a run is headed by: its outcome, unless the user interrupted it, which then proves nothing.
function headOf(result) {
  const { outcome } = result.verdict;
  const how = at(result, 'ending.how');
  if (how === 'interrupted') return 'interrupted';
  return outcome === 'running' && how !== 'running' ? 'ended' : outcome;
}

function verdictOf(result) {
  return VERDICTS[headOf(result)] || { word: result.verdict.outcome, mark: '!' };
}

// What colours a verdict: its outcome, but for an interrupted run that would look as if it had passed.
function toneOf(result) {
  const { outcome } = result.verdict;
  if (headOf(result) === 'interrupted' && !failedBesides(result)) return 'untrustworthy';
  return Object.keys(VERDICTS).includes(outcome) ? outcome : 'untrustworthy';
}

const TARGETS = { embedded: 'Embedded target', 'dev-server': 'Dev server', null: 'Null target', remote: 'Remote target' };

// What a target was, with what must be known of every result from there, as the terminal's summary says it.
function targetSentence({ result: { target }, caveat }) {
  const name = TARGETS[target.kind] || target.kind;
  return caveat ? `${name}: ${caveat}` : `${name}, ${target.address}`;
}

// Whether more is wrong than that an interrupted run did not come to all of its plan.
function failedBesides({ verdict, ledger, ending }) {
  const short = (ledger.workflows.not_reached > 0 ? 1 : 0) + (ending.missing_seconds > 0 ? 1 : 0);
  const missed = (verdict.objectives || []).some(({ outcome }) => outcome !== 'met');
  return verdict.outcome === 'failed' && (verdict.reasons.length > short || missed);
}

// How a run ended, if it was not by coming to its end; of an interrupted run, what failed beside that.
function ended(result) {
  const how = at(result, 'ending.how');
  if (how === 'interrupted') return failedBesides(result) ? ' · failed' : '';
  return how && how !== 'finished' && how !== 'running' ? ` · ${how.replace('-', ' ')}` : '';
}

// Why the figures may not be about the server. Documents from before there were any have none.
function doubts(result) {
  return (result.verdict.doubts || []).map(({ sentence }) => sentence);
}

function banner(run) {
  const { result } = run;
  const { outcome, reasons, notes } = result.verdict;
  const verdict = verdictOf(result);
  return element('section', { class: `banner ${toneOf(result)}`, 'aria-label': 'Verdict' },
    element('p', { class: 'mark', 'aria-hidden': 'true' }, verdict.mark),
    element('div', {},
      element('h1', { 'data-path': 'verdict.outcome', 'data-value': outcome }, verdict.word + ended(result)),
      element('p', {}, targetSentence(run)),
      sentences('reasons', reasons), sentences('doubts', doubts(result)), sentences('notes', notes)));
}

const UNITS = {
  seconds: format.seconds, per_second: format.rate, ratio: format.percent, bytes: format.bytes, bytes_per_second: format.bytesPerSecond,
  count: (value) => (Number.isInteger(value) ? format.count(value) : format.number(value)),
};

const OBJECTIVES = { met: '✓ met', missed: '✗ not met', 'no-samples': '✗ no samples' };

// What came of each objective; of a run that goes on, so far. Documents from before there were objectives have none.
function objectives(result) {
  const all = result.verdict.objectives || [];
  if (all.length === 0) return null;
  const running = result.verdict.outcome === 'running' ? ' so far' : '';
  return element('div', { class: 'objectives' }, table('Objectives', ['objective', `measured${running}`, ''],
    all.map(({ requirement, unit, measured, outcome }) => [
      element('code', {}, requirement),
      known(measured) ? UNITS[unit](measured) : UNKNOWN,
      element('span', { class: outcome === 'met' ? 'good' : 'alarm' }, OBJECTIVES[outcome] + running),
    ]), { class: 'figures' }));
}

// Label, path, how to show it, what stands under it.
function keyFigures(result) {
  const whole = endToEnd(result);
  const words = workloadOf(result);
  // What was parked is completed in the release, and next to nothing in the phase before it.
  const [phase, name] = [['release', 'in the release'], ['measure', 'in the measured phase'], ['run', 'in the run']]
    .find(([key]) => at(result, `figures.${key}`));
  const rates = `figures.${phase}`;
  const intended = result.load_model === 'open' && at(result, `${rates}.workflows.intended`) / at(result, `${rates}.seconds`);
  return [
    ['Completions', `${rates}.completions.rate_per_second`, format.rate, name],
    [words.heading, `${rates}.workflows.rate_per_second`, format.rate,
      intended && phase === 'measure' ? `closed, of ${format.rate(intended)} intended` : `closed, ${name}`],
    ['Completion call, p50', 'figures.run.latency_seconds.completion_call.p50', format.seconds, 'call to answer'],
    ['Completion call, p99', 'figures.run.latency_seconds.completion_call.p99', format.seconds, 'call to answer'],
    [`${words.title}, p99`, `figures.run.latency_seconds.${whole}.p99`, format.seconds,
      whole === 'workflow' ? 'closed loop, from start' : 'corrected, end to end'],
    ['Tokens lost', 'ledger.tokens.lost', format.count, 'of all issued'],
    ['RPC errors', 'figures.run.calls.errors', format.count, 'attempts that went wrong'],
  ];
}

function keyRow(result) {
  return element('dl', { class: 'keys', 'aria-label': 'Key figures' }, keyFigures(result).map(([label, path, show, under]) =>
    element('div', { class: /lost|errors/.test(path) && at(result, path) > 0 ? 'key alarming' : 'key' },
      element('dt', {}, label),
      element('dd', {}, figure(result, path, show), element('small', {}, under)))));
}

function heading(result) {
  return element('div', { class: 'heading' },
    element('p', { class: 'run-id', 'data-path': 'run_id', 'data-value': result.run_id }, `Run ${result.run_id}`),
    element('p', { class: 'note' }, started(result)),
    workloadOf(result) === WORKLOADS.greeting ? null : element('p', { class: 'note', 'data-workload': result.plan.workload }, workloadOf(result).words(result.plan)));
}

function started(result) {
  return `Started ${String(result.started_at).replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC · ${
    result.load_model === 'open' ? 'open loop' : 'closed loop'}`;
}
