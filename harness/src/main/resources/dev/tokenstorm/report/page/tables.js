// The tables of a run: what the result document says, figure by figure.

const LATENCIES = ['p50', 'p90', 'p99', 'p99.9', 'max'];

function throughputTable(result) {
  const { noun, plural } = workloadOf(result);
  const phases = [['warmup', 'warm-up'], ['measure', 'measured phase'], ['release', 'release'], ['run', 'with drain']]
    .filter(([key]) => at(result, `figures.${key}`));
  const row = (label, path, show) => [label, ...phases.map(([key]) => figure(result, `figures.${key}.${path}`, show))];
  return table('Throughput', ['', ...phases.map((phase) => phase[1])], [
    row(`${plural} closed`, 'workflows.closed', format.count),
    row(`${plural} per second`, 'workflows.rate_per_second', format.rate),
    row('completions', 'completions.count', format.count),
    row('completions per second', 'completions.rate_per_second', format.rate),
    row('time', 'seconds', format.seconds),
    row(`${plural} in flight, at most`, 'workflows.in_flight_max', format.count),
    row(`calls per ${noun}`, 'calls.per_execution', format.number),
    row('tokens pending, at most', 'tokens.pending_max', format.count),
    row('queue, at most', 'tokens.queue_depth_max', format.count),
    row('queue, on average', 'tokens.queue_depth_mean', format.number),
    row('completers busy, on average', 'completers.busy_mean', format.number),
    row('completers', 'completers.concurrency', format.count),
  ], { class: 'figures' });
}

function stageTable(result) {
  const rows = STAGES
    .filter(([key]) => at(result, `figures.run.latency_seconds.${key}.count`) > 0)
    .map(([key, , meaning]) => [
      element('span', { title: meaning }, stageLabel(key, workloadOf(result), result.load_model === 'closed')),
      ...['count', ...LATENCIES].map((name) =>
        figure(result, `figures.run.latency_seconds.${key}.${name}`, name === 'count' ? format.count : format.seconds)),
    ]);
  return rows.length === 0
    ? element('p', { class: 'empty' }, 'Nothing was timed.')
    : table('Latency of each stage', ['', 'count', ...LATENCIES], rows, { class: 'figures' });
}

function statesTable(result, kind, name, total, others) {
  const counts = at(result, `ledger.${kind}`);
  const rows = Object.keys(counts)
    .filter((key) => key === total || counts[key] > 0)
    .sort((one, other) => (other === total) - (one === total))
    .map((key) => [
      others.includes(key) ? `also ${key.replace(/_/g, ' ')}` : key.replace(/_/g, ' '),
      figure(result, `ledger.${kind}.${key}`, format.count),
    ]);
  return element('div', {}, element('h3', {}, name), table(`Ledger of ${name}`, ['', 'count'], rows, { class: 'figures' }));
}

function ledgerSection(result) {
  const { ledger } = result;
  const { plural, record: [one, several] } = workloadOf(result);
  const running = result.verdict.outcome === 'running';
  const warm = at(result, 'figures.warmup') ? ', the warm-up included' : '';
  const verdict = running ? 'The sums are compared when the run has ended.'
    : ledger.balanced ? `It balances${warm}: everything that was started or issued is accounted for.`
      : `It does not balance${warm}.`;
  const audit = ledger.audit.workflows === 0 ? `No ${one} was read.`
    : `${format.count(ledger.audit.workflows)} ${ledger.audit.workflows === 1 ? one : several} compared, ${
      ledger.audit.discrepancies === 0 ? 'all agree' : `${format.count(ledger.audit.discrepancies)} disagreements`}.`;
  return section('Ledger', null,
    element('p', { class: !running && !ledger.balanced ? 'alarm' : '', 'data-path': 'ledger.balanced', 'data-value': String(ledger.balanced) }, verdict),
    sentences('reasons', ledger.imbalances),
    element('div', { class: 'columns' },
      statesTable(result, 'workflows', plural, 'started', ['dropped', 'rejected', 'wrong_ends', 'failed_by_unissued', 'intended']),
      statesTable(result, 'tokens', 'tokens', 'issued', ['unissued', 'foreign', 'lost'])),
    running ? null : element('p', {}, 'Audit: ', audit),
    findings(ledger));
}

function findings(ledger) {
  if (ledger.findings.length === 0) return null;
  const shown = ledger.findings.length < ledger.findings_total ? `, the first ${ledger.findings.length}` : '';
  return element('details', {},
    element('summary', {}, `Findings: ${format.count(ledger.findings_total)}${shown}`),
    table('Findings', ['kind', 'id', 'detail'], ledger.findings.map((one) => [one.kind, one.id, one.detail]), { class: 'texts' }));
}

function isError(rpc) {
  const endOfPoll = rpc.method.startsWith('Poll') && ['CANCELLED', 'DEADLINE_EXCEEDED'].includes(rpc.code);
  return rpc.code !== 'OK' && !endOfPoll;
}

// What bound the run. Runs that go on have nothing yet, nor have documents from before it was looked for.
function bottleneckSection(result) {
  const all = result.bottlenecks || [];
  if (all.length === 0) return [];
  return section('Bottleneck', `What bound the run, most likely first: each with how much of ${workloadOf(result).one}’s way is waiting for it.`,
    table('Bottleneck', ['cause', 'strength', 'evidence'], all.map(({ cause, strength, sentence }) => [
      cause.replace(/-/g, ' '), element('span', { class: 'figure' }, format.percent(strength)), sentence]), { class: 'texts' }));
}

function errorSection(result) {
  const calls = result.rpc.reduce((sum, one) => sum + one.count, 0);
  const errors = result.rpc.filter(isError).sort((one, other) => other.count - one.count);
  const total = errors.reduce((sum, one) => sum + one.count, 0);
  return section('Errors by cause', null,
    element('p', {}, `${total === 0 ? 'None' : format.count(total)} of ${format.count(calls)} calls, counted attempt by attempt`
      + `${at(result, 'figures.warmup') ? ', the warm-up included' : ''}. Methods after audit/ are the harness’s own questions, and those after result/ are of clients that wait for results.`),
    errors.length === 0 ? null : table('Errors by cause', ['method', 'code', 'cause', 'scope', 'count'],
      errors.map((one) => [one.method, one.code, one.cause || '', one.scope || '', element('span', { class: 'figure' }, format.count(one.count))]),
      { class: 'texts' }));
}

function generatorSection(result) {
  const row = (label, path, show) => [label, figure(result, `figures.run.generator.${path}`, show)];
  return section('The generator itself', 'If these are near the machine’s limits, the figures are the harness’s, not the server’s.',
    table('Generator', ['', 'run'], [
      row('CPU time', 'cpu_seconds', format.seconds),
      row('cores of the host busy, whoever with', 'host_cpu_ratio', format.percent),
      row(`CPU ${workloadOf(result).cpu}`, 'cpu_seconds_per_greeting', format.seconds),
      row('CPU per completion', 'cpu_seconds_per_completion', format.seconds),
      row(`heap allocated per ${workloadOf(result).noun}`, 'allocated_bytes_per_execution', format.bytes),
      row('heap allocated per second', 'allocated_bytes_per_second', format.bytesPerSecond),
      row('GC pauses', 'gc_pause_seconds', format.seconds),
      row('GC pauses, most in one second', 'gc_pause_max_interval_seconds', format.seconds),
      row('safepoints', 'safepoint_seconds', format.seconds),
      row('hiccups, p99.9', 'hiccup_seconds.p99.9', format.seconds),
      row('hiccups, max', 'hiccup_seconds.max', format.seconds),
    ], { class: 'figures' }));
}

function environment(result) {
  const { target, host } = result;
  const rows = [
    ['target', target.kind], ['address', target.address], ['namespace', target.namespace],
    ['server', target.server_version], ['cores', host.cores], ['heap, at most', format.bytes(host.heap_max_bytes)],
    ['JVM', `${host.jvm_version}, ${host.jvm_vendor}`], ['operating system', host.os],
    ['threads', host.virtual_threads ? 'virtual' : 'platform'],
  ].filter(([, value]) => known(value));
  return table('Environment', ['', 'value'], rows.map(([name, value]) => [name, String(value)]), { class: 'texts' });
}

function planSection(result) {
  return section('Plan and environment', null, element('div', { class: 'columns' },
    element('div', {}, element('h3', {}, 'Plan'),
      table('Plan', ['', 'value'], Object.entries(result.plan).map(([name, value]) => [name, planValue(value)]), { class: 'texts' })),
    element('div', {}, element('h3', {}, 'Environment'), environment(result))));
}

function planValue(value) {
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function reproduceSection(run) {
  return section('How to repeat it', 'Keep the plan as plan.yaml; it stands beside this report among the results, too. The seed in it makes every draw the same again.',
    element('pre', { tabindex: 0 }, element('code', {}, 'tokenstorm run --plan plan.yaml')),
    element('details', { open: true }, element('summary', {}, 'plan.yaml'),
      element('div', { class: 'copyable' }, copyButton(run.plan), element('pre', { tabindex: 0 }, element('code', { id: 'plan' }, run.plan)))));
}
