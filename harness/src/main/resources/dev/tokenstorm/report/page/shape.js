// The rate that executions are to start at, as --rate, --stages and --burst of a plan say it.

const SECONDS = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 };

function secondsOf(text) {
  const match = /^(\d+)(h|m|s|ms|us|ns)?$/.exec(text);
  return match ? Number(match[1]) * (SECONDS[match[2]] || 0) : NaN;
}

function perSecond(rate) {
  const match = /^([0-9.]+)\/s$/.exec(rate || '');
  return match ? Number(match[1]) : undefined;
}

class LoadShape {
  // Of a plan whose executions have intended times; undefined for others, and for what nobody can read.
  static of(plan) {
    const parts = (list) => (list ? String(list).split(',') : []).map((part) => part.split('@'));
    const stages = parts(plan.rate ? `@${plan.rate}` : plan.stages).map(([length, rates]) => {
      const [from, to = from] = (rates || '').split('..').map(perSecond);
      return { length: plan.rate ? Infinity : secondsOf(length), from, to };
    });
    const bursts = parts(plan.burst).map(([workflows, moment]) => ({ workflows: Number(workflows), moment: secondsOf(moment) }));
    const readable = stages.every(({ length, from, to }) => length > 0 && from >= 0 && to >= 0)
      && bursts.every(({ workflows, moment }) => workflows > 0 && moment >= 0);
    return readable && stages.length + bursts.length > 0 ? new LoadShape(stages, bursts) : undefined;
  }

  constructor(stages, bursts) {
    this.stages = stages;
    this.bursts = bursts;
  }

  // The integral of the rate from the run's start to a moment.
  shaped(moment) {
    let sum = 0;
    let left = moment;
    for (const { length, from, to } of this.stages) {
      const within = Math.min(left, length);
      sum += (from + ((to - from) * within) / length / 2) * within;
      left -= within;
      if (left <= 0) break;
    }
    return sum;
  }

  // The rate between two moments, on average; what starts at one instant is spread over a tenth of a second at least.
  rate(from, to) {
    const bursts = this.bursts.filter(({ moment }) => moment >= from && moment < to)
      .reduce((sum, { workflows }) => sum + workflows, 0);
    const length = to - from;
    return length > 0 ? (this.shaped(to) - this.shaped(from)) / length + bursts / Math.max(length, 0.1) : 0;
  }
}
