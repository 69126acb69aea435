// What each fault of a run cost, and when it went on.

// The windows of a run’s faults, as [name, from, to] in seconds of the run: those that took place; while it goes on, the planned ones.
function faultWindows(run) {
  const faults = run.result.faults || [];
  return faults.length > 0
    ? faults.filter((fault) => fault.happened).map((fault) => [fault.fault, fault.begin_seconds, fault.end_seconds])
    : run.faults || [];
}

function faultSection(result) {
  const faults = result.faults || [];
  if (faults.length === 0) return [];
  const { plural } = workloadOf(result);
  const shown = (fault, path, show) => {
    const value = at(fault, path);
    return element('span', { class: 'figure', 'data-value': known(value) ? value : '' }, show(value));
  };
  const row = (label, path, show) => [label, ...faults.map((fault) => shown(fault, path, show))];
  const settled = (fault) => Object.entries(at(fault, 'tokens') || {})
    .filter(([key, count]) => key.startsWith('doubtful_') && count > 0)
    .map(([key, count]) => `${format.count(count)} ${key.slice('doubtful_'.length).replace(/_/g, ' ')}`).join(', ');
  const reasons = faults.filter((fault) => fault.recovery_unknown)
    .map((fault) => `No time to recover from fault ${fault.number}: ${fault.recovery_unknown}`);
  const errors = faults.flatMap((fault) => (fault.errors || []).map((one) => [String(fault.number), one.method, one.code, one.cause || '',
    element('span', { class: 'figure' }, format.count(one.count))]));
  return section('Faults', 'What went wrong on purpose, and what it cost. Counts are those of the fault’s window, in steps of 0.1 s.',
    table('Faults', ['', ...faults.map((fault) => `fault ${fault.number}`)], [
      ['fault', ...faults.map((fault) => fault.fault)],
      ['what shows it', ...faults.map((fault) => fault.witness)],
      ...(faults.some((fault) => fault.not_undone) ? [['not undone', ...faults.map((fault) => fault.not_undone || '')]] : []),
      ['from', ...faults.map((fault) => format.clock(fault.begin_seconds))],
      ['to', ...faults.map((fault) => format.clock(fault.end_seconds))],
      row('time to recover', 'recovery_seconds', format.seconds),
      row('RPC errors', 'calls.errors', format.count),
      row('RPC errors of all calls', 'calls.error_ratio', format.percent),
      row(`${plural} missing`, 'workflows.missing', format.count),
      row('completions missing', 'completions.missing', format.count),
      row('longest time without a completion', 'completions.gap_max_seconds', format.seconds),
      row('doubtful tokens', 'tokens.doubtful', format.count),
      ['how they were settled', ...faults.map(settled)],
      row('tokens superseded', 'tokens.superseded', format.count),
      row('tokens timed out', 'tokens.timed_out', format.count),
      row('tokens unissued', 'tokens.unissued', format.count),
    ], { class: 'figures' }),
    sentences('reasons', reasons),
    errors.length === 0 ? null : table('Errors in the windows of faults', ['fault', 'method', 'code', 'cause', 'count'], errors, { class: 'texts' }));
}
