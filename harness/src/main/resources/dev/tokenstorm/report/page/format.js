// Figures as people read them: three significant digits and a unit that fits, as the terminal's summary has them.

const UNKNOWN = '–';

function grouped(number, decimals) {
  return number.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function digits(number) {
  const size = Math.abs(number);
  if (size >= 99.95 || number === 0) return grouped(number, 0);
  return grouped(number, size >= 9.995 ? 1 : 2);
}

function known(value) {
  return value !== undefined && value !== null;
}

const format = {
  count: (value) => (known(value) ? grouped(value, 0) : UNKNOWN),
  rate: (value) => (known(value) ? digits(value) + '/s' : UNKNOWN),
  number: (value) => (known(value) ? digits(value) : UNKNOWN),
  text: (value) => (known(value) ? String(value) : UNKNOWN),
  percent: (value) => (known(value) ? digits(value * 100) + ' %' : UNKNOWN),
  millis: (value) => (known(value) ? format.seconds(value / 1000) : UNKNOWN),
  seconds(value) {
    if (!known(value)) return UNKNOWN;
    if (value === 0) return '0 s';
    if (value < 0.0009995) return digits(value * 1e6) + ' µs';
    if (value < 0.9995) return digits(value * 1e3) + ' ms';
    if (value < 119.5) return digits(value) + ' s';
    const whole = Math.round(value);
    const two = (number) => String(number).padStart(2, '0');
    return whole < 3600
      ? `${Math.floor(whole / 60)}m ${two(whole % 60)}s`
      : `${grouped(Math.floor(whole / 3600), 0)}h ${two(Math.floor((whole % 3600) / 60))}m`;
  },
  bytes(value) {
    if (!known(value)) return UNKNOWN;
    const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let unit = 0;
    let amount = value;
    while (amount >= 999.5 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    return (unit === 0 ? grouped(amount, 0) : digits(amount)) + ' ' + units[unit];
  },
  bytesPerSecond: (value) => (known(value) ? format.bytes(value) + '/s' : UNKNOWN),
  // A moment of the run, as the axis of a time series has it.
  clock(seconds) {
    const whole = Math.floor(seconds);
    const two = (number) => String(number).padStart(2, '0');
    const rest = seconds - whole >= 0.05 ? (seconds - whole).toFixed(1).slice(1) : '';
    const minutes = `${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${rest}`;
    return whole >= 3600 ? `${Math.floor(whole / 3600)}:${minutes}` : minutes.replace(/^0/, '');
  },
};

// The value at a path of a result document, such as 'figures.run.completions.count'. Keys may hold dots ('p99.9').
function at(tree, path) {
  return path.split(/\.(?![0-9])/).reduce((node, key) => (known(node) ? node[key] : undefined), tree);
}
