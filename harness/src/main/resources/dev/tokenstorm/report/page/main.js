// Shows what the page was given, or listens to the run that serves it.

const main = document.getElementById('main');
const given = JSON.parse(document.getElementById('data').textContent);

theme.start();
if (given.mode === 'live') {
  new Live(main).start();
} else if (given.mode === 'sides') {
  document.title = `Comparison ${given.comparison.compare_id} – Tokenstorm`;
  main.replaceChildren(new SidesPage(given).element);
} else if (given.mode === 'drills') {
  document.title = `Drills ${given.drills.drill_id} – Tokenstorm`;
  main.replaceChildren(drillsPage(given));
} else {
  showRuns(main, given.runs);
}

function showRuns(place, runs) {
  document.title = runs.length === 1 ? `Run ${runs[0].result.run_id} – Tokenstorm` : `${runs.length} runs – Tokenstorm`;
  const page = runs.length === 1 ? new RunPage(runs[0]) : new ComparePage(runs);
  place.replaceChildren(page.element);
  if (page.draw) page.draw();
  return page;
}
