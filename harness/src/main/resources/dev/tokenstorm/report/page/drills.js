// Drills: what went wrong in each, and whether it held.

const DRILL_WORDS = {
  held: ['better', '✓ held'], 'did-not-hold': ['worse', '✗ did not hold'], 'not-run': ['', 'not run'],
};

function drillsPage(data) {
  const { drills } = data;
  return element('div', {}, drillsBanner(data), drillsTable(drills.drills), drillPurposes(drills.drills));
}

function drillsBanner({ headline, caveat, drills }) {
  const { outcome, ending } = drills;
  const tone = outcome === 'did-not-hold' ? 'failed' : outcome === 'held' && ending === 'all-run' ? 'passed' : 'untrustworthy';
  const mark = { failed: '✗', untrustworthy: '!', passed: '✓' }[tone];
  const failed = drills.drills.filter(({ verdict }) => verdict === 'did-not-hold');
  return element('section', { class: `banner ${tone}`, 'aria-label': 'Answer' },
    element('p', { class: 'mark', 'aria-hidden': 'true' }, mark),
    element('div', {},
      element('h1', { 'data-path': 'outcome', 'data-value': outcome }, headline),
      caveat ? element('p', {}, caveat) : null,
      sentences('reasons', failed.map(({ name, reason }) => `${name} did not hold. ${reason}`))));
}

function drillsTable(drills) {
  const verdict = (drill) => {
    const [tone, text] = DRILL_WORDS[drill.verdict] || ['', 'still to run'];
    return element('span', { class: `word ${tone}` }, text);
  };
  const name = (drill) => (drill.folder
    ? element('a', { href: `${encodeURI(drill.folder)}/report.html` }, drill.name) : drill.name);
  return section('Drills', 'The time to recover goes from the fault’s end until the run was as before. A lost token is one whose end nobody knows.',
    table('Drills', ['drill', 'what happened', 'recovered after', 'lost', 'verdict', 'remark'], drills.map((drill) => [
      name(drill), format.text(drill.happened), format.seconds(drill.recovered_seconds), format.count(drill.tokens_lost),
      verdict(drill), drill.reason || '']), { class: 'texts' }));
}

function drillPurposes(drills) {
  return section('What each does', null,
    table('What each does', ['drill', 'what goes wrong', 'target', 'server', 'took'], drills.map((drill) => [
      drill.name, drill.purpose, format.text(at(drill, 'target.address')), format.text(at(drill, 'target.server_version')),
      drill.folder ? format.seconds(drill.seconds) : UNKNOWN]), { class: 'texts' }));
}
