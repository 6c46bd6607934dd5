// What was measured, as Markdown.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

const COLUMNS = {
  hosts: '---:',
  phase: '---',
  time: '---:',
  'per host': '---:',
  network: '---:',
  floor: '---:',
  'same graph': '---:',
  'CPU: Terraform + provider': '---:',
  'floor, same graph': '---:',
  sandbox: '---:',
  'provider memory': '---:',
  state: '---:',
  'EC2 calls': '---:',
  'Azure calls': '---:',
  'SSH connections': '---:',
  'SSH commands': '---:',
};

export function table(measured) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    '',
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, Node ${process.version}, ${terraformVersion()}`,
    ...measured.map(
      ({ hosts, workloads, resources, parallelism }) =>
        `${hosts} hosts and ${workloads} workloads are ${resources ?? '–'} resources; -parallelism=${parallelism}`,
    ),
    '',
    line(Object.keys(COLUMNS)),
    line(Object.values(COLUMNS)),
    ...measured.flatMap((one) => [
      line(synthRow(one)),
      ...one.phases.map((phase) => line(phaseRow(one, phase))),
    ]),
    '',
  ].join('\n');
}

function synthRow({ hosts, synth: { ours, raw } }) {
  const cells = [
    hosts,
    'synth',
    inSeconds(ours.wall),
    perHost(ours.wall, hosts),
    '',
    inSeconds(raw.wall),
    '',
  ];
  const cpu = [inSeconds(ours.cpu), inSeconds(raw.cpu)];
  return [...cells, ...cpu, ...Array.from({ length: Object.keys(COLUMNS).length - 9 }, () => '')];
}

/** Calls are per host of that cloud, SSH per host. */
function phaseRow({ hosts }, { name, ours, floor, graph, calls, network, sandboxCpu, stateBytes }) {
  const half = hosts / 2;
  return [
    hosts,
    name,
    inSeconds(ours.wall),
    perHost(ours.wall, hosts),
    inSeconds(network),
    inSeconds(floor?.wall),
    inSeconds(graph?.wall),
    `${inSeconds(ours.cpu - ours.providerCpu)} + ${inSeconds(ours.providerCpu)}`,
    `${inSeconds(floor?.cpu)}, ${inSeconds(graph?.cpu)}`,
    inSeconds(sandboxCpu),
    inMib(ours.providerBytes),
    inMib(stateBytes),
    (calls.ec2 / half).toFixed(2),
    (calls.azure / half).toFixed(2),
    (calls.connections / hosts).toFixed(2),
    (calls.commands / hosts).toFixed(2),
  ];
}

/** What the numbers are held against. */
export function aims(measured) {
  return measured
    .flatMap(({ hosts, synth, phases }) => [
      `${hosts} hosts: synth takes ${(synth.ours.wall / synth.raw.wall).toFixed(2)} of raw cdktf (aim: 1.5)`,
      ...phases
        .filter(({ name, floor }) => floor !== undefined && /plan|refresh/.test(name))
        .map(({ name, ours, floor, graph, network }) => {
          const least = (one) => inSeconds(2 * one.wall + network);
          return `${hosts} hosts: ${name} takes ${inSeconds(ours.wall)} (aim: twice the floor and the network's own time, ${least(floor)}; with the same graph, ${least(graph)})`;
        }),
      ...(phases.length === 0
        ? []
        : [
            `${hosts} hosts: the provider takes ${inMib(Math.max(...phases.map(({ ours }) => ours.providerBytes)))} (aim: 300 MB at 1,000)`,
          ]),
    ])
    .join('\n');
}

function terraformVersion() {
  const name = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const text = execFileSync(name, ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return text.split('\n')[0];
}

/** @param number undefined when it was not measured */
export function inSeconds(number) {
  return number === undefined ? '–' : `${number.toFixed(1)} s`;
}

export function inMib(bytes) {
  return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0)} MiB`;
}

function perHost(number, hosts) {
  return `${((number * 1000) / hosts).toFixed(0)} ms`;
}
