// Light or dark: the system's, unless the reader has chosen. Charts are drawn anew when it changes, and light on paper.

const theme = {
  listeners: [],

  dark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  },

  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  },

  choose(name) {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
    theme.changed();
  },

  changed() {
    const button = document.getElementById('theme');
    button.textContent = theme.dark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', theme.dark() ? 'Use light colours' : 'Use dark colours');
    theme.listeners.forEach((listener) => listener());
  },

  start() {
    let chosen;
    document.getElementById('theme').addEventListener('click', () => theme.choose(theme.dark() ? 'light' : 'dark'));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', theme.changed);
    addEventListener('beforeprint', () => {
      chosen = document.documentElement.dataset.theme;
      document.documentElement.classList.add('printing');
      theme.choose('light');
    });
    addEventListener('afterprint', () => {
      document.documentElement.classList.remove('printing');
      theme.choose(chosen);
    });
    theme.changed();
  },
};
