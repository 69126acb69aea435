// Makes elements. Text goes in as text, never as markup, whoever wrote it.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || !known(value)) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter(known));
  return made;
}

// A figure of the result document, with its path and its exact value beside what is shown.
function figure(result, path, show, name = 'span') {
  const value = at(result, path);
  return element(name, { class: 'figure', 'data-path': path, 'data-value': known(value) ? value : '' }, show(value));
}

let sections = 0;

function section(title, note, ...children) {
  const id = `section-${++sections}`;
  return element('section', { 'aria-labelledby': id },
    element('h2', { id }, title),
    note ? element('p', { class: 'note' }, note) : null,
    children);
}

// head: texts; rows: arrays of texts or elements, of which the first names the row.
function table(caption, head, rows, options = {}) {
  const cell = (content, name) =>
    content instanceof HTMLTableCellElement ? content : element(name, {}, content);
  return element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element('table', { class: options.class },
      element('caption', { class: 'unseen' }, caption),
      element('thead', {}, element('tr', {}, head.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, rows.map(([first, ...rest]) =>
        element('tr', {},
          element('th', { scope: 'row' }, first),
          rest.map((content) => cell(content, 'td')))))));
}

function sentences(kind, texts) {
  return (texts || []).length ? element('ul', { class: kind }, texts.map((text) => element('li', {}, text))) : null;
}

function copyButton(text) {
  const button = element('button', { type: 'button', class: 'quiet copy' }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Select the text and copy it';
    }
  });
  return button;
}
