// What the quickstart says about what was built.

const WHAT = { azure: 'Azure virtual machine', rack: 'rack, over SSH' };

/** One row per machine, with the node that it became, and one for the app. */
export function summary({ inventory: { machines, clusters } }) {
  const nodes = clusters.flatMap((cluster) =>
    cluster.nodes.map((node) => ({ ...node, version: cluster.version })),
  );
  const described = machines.map((machine) => ({
    ...machine,
    node: nodes.find(({ address }) => machine.addresses.includes(address)),
  }));
  const order = ['control-plane', 'worker', undefined];
  described.sort(
    (a, b) => order.indexOf(a.node?.role) - order.indexOf(b.node?.role) || (a.kind < b.kind ? -1 : 1),
  );
  const rows = described.map(({ name, kind, addresses, state, node }) => [
    node?.name ?? name,
    kind === 'ec2' ? `EC2 ${name}` : WHAT[kind],
    addresses[0],
    node === undefined ? state : `${node.role}, ${node.ready ? 'Ready' : 'NotReady'}, ${node.version}`,
  ]);
  const apps = clusters.flatMap(({ deployments }) =>
    deployments
      .filter(({ namespace }) => namespace !== 'kube-system')
      .map(({ name, ready, replicas }) => [name, 'app', '', `${ready} of ${replicas} replicas ready`]),
  );
  return columns([['NAME', 'WHAT', 'ADDRESS', 'STATE'], ...rows, ...apps]);
}

/** The lines of a plan that say how something of that name changes. */
export function changedLines(output, name) {
  return output
    .split('\n')
    .map((line) => /^\S+\s+([-+~] .*)$/.exec(line.trimEnd())?.[1] ?? /^\s*([-+~] .*)$/.exec(line)?.[1])
    .filter((line) => line?.includes(name));
}

function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd())
    .join('\n');
}
