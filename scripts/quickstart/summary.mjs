// What the quickstart says about what was built.

const WHAT = { azure: 'Azure virtual machine', rack: 'rack, over SSH' };

/**
 * One row per machine, with what it is in the cluster, and one per app or instance of it.
 *
 * @param {{ kind: string, name: string, hostname: string, addresses: string[], state: string }[]} machines
 * @param {{ address: string, leads: boolean, state: string }[]} members what machines are in the cluster; who leads comes first
 * @param {{ name: string, what: string, address: string, state: string }[]} apps
 */
export function summary(machines, members, apps) {
  const described = machines.map((machine) => ({
    ...machine,
    member: members.find(({ address }) => machine.addresses.includes(address)),
  }));
  const order = [true, false, undefined];
  described.sort(
    (a, b) => order.indexOf(a.member?.leads) - order.indexOf(b.member?.leads) || (a.kind < b.kind ? -1 : 1),
  );
  const rows = described.map(({ name, hostname, kind, addresses, state, member }) => [
    hostname,
    kind === 'ec2' ? `EC2 ${name}` : WHAT[kind],
    addresses[0],
    member?.state ?? state,
  ]);
  const ofApps = apps.map(({ name, what, address, state }) => [name, what, address, state]);
  return columns([['NAME', 'WHAT', 'ADDRESS', 'STATE'], ...rows, ...ofApps]);
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
