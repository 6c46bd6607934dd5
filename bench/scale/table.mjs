// What was measured, as Markdown.
import { cpus } from 'node:os';
import { execFileSync } from 'node:child_process';

const COLUMNS = [
  'hosts',
  'phase',
  'time',
  'per host',
  'floor',
  'same graph',
  'CPU Terraform',
  'CPU provider',
  'CPU sandbox',
  'provider memory',
  'EC2 calls',
  'Azure calls',
  'SSH connections',
  'SSH commands',
];

export function table(measured) {
  const rows = measured.flatMap((one) => [
    [
      one.hosts,
      'synth',
      seconds(one.synth.ours.wall),
      perHost(one.synth.ours.wall, one.hosts),
      seconds(one.synth.raw.wall),
      ...Array.from({ length: 9 }, () => ''),
    ],
    ...one.phases.map((phase) => row(one, phase)),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    '',
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, Node ${process.version}, ${terraformVersion()}`,
    ...measured.map(
      ({ hosts, workloads, resources, parallelism }) =>
        `${hosts} hosts and ${workloads} workloads are ${resources ?? '–'} resources; -parallelism=${parallelism}`,
    ),
    '',
    line(COLUMNS),
    line(COLUMNS.map((_, index) => (index === 1 ? '---' : '---:'))),
    ...rows.map(line),
    '',
  ].join('\n');
}

function row({ hosts }, { name, ours, floor, graph, calls, sandboxCpu }) {
  const half = hosts / 2;
  return [
    hosts,
    name,
    seconds(ours.wall),
    perHost(ours.wall, hosts),
    seconds(floor.wall),
    seconds(graph.wall),
    seconds(ours.cpu - ours.providerCpu),
    seconds(ours.providerCpu),
    seconds(sandboxCpu),
    mib(ours.providerBytes),
    (calls.ec2 / half).toFixed(2),
    (calls.azure / half).toFixed(2),
    (calls.connections / hosts).toFixed(2),
    (calls.commands / hosts).toFixed(2),
  ];
}

/** The aims that a reader can check. */
export function aims(measured) {
  return measured
    .flatMap(({ hosts, synth, phases }) => {
      const peak = Math.max(0, ...phases.map(({ ours }) => ours.providerBytes));
      return [
        `${hosts} hosts: synth takes ${ratio(synth.ours.wall, synth.raw.wall)} of raw cdktf (aim: 1.5)`,
        ...(phases.length === 0
          ? []
          : [`${hosts} hosts: the provider takes ${mib(peak)} (aim at 1,000: 300 MB)`]),
      ];
    })
    .join('\n');
}

function terraformVersion() {
  const name = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  return execFileSync(name, ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(
    '\n',
  )[0];
}

const seconds = (number) => `${number.toFixed(1)} s`;
const perHost = (number, hosts) => `${((number * 1000) / hosts).toFixed(0)} ms`;
const ratio = (one, other) => (one / other).toFixed(2);
const mib = (bytes) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
