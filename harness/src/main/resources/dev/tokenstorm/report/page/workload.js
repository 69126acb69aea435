// What a run starts, and what texts call it. Documents from before there was a choice are of greetings.

const WORKLOADS = {
  greeting: {
    noun: 'workflow', plural: 'workflows', heading: 'Workflows', title: 'Workflow', one: 'a workflow', cpu: 'per greeting',
    record: ['history', 'histories'],
    short: ({ branches, steps }) => `greeting ${branches} × ${steps}`,
    words: ({ branches, steps }) => `Greetings: each execution is a workflow of ${branches} × ${steps} activities, whose worker closes it.`,
  },
  standalone: {
    noun: 'execution', plural: 'executions', heading: 'Executions', title: 'Execution', one: 'an execution', cpu: 'per execution',
    record: ['description', 'descriptions'],
    short: () => 'standalone',
    words: () => 'Standalone activities: each execution is one activity that a client starts without a workflow. Its completion closes it.',
  },
};

function workloadOf(result) {
  return WORKLOADS[at(result, 'plan.workload')] || WORKLOADS.greeting;
}

// The words for several runs: those of their workload, or else those that fit any.
function wordsOf(runs) {
  const all = new Set(runs.map(({ result }) => workloadOf(result)));
  return all.size === 1 ? [...all][0] : WORKLOADS.standalone;
}
