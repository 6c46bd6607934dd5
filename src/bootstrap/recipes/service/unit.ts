import type { CommandOperation, Operation } from '../../operation';
import { servicePaths, type ServiceName } from './service-name';

export interface UnitPlan {
  readonly service: ServiceName;
  /** Of the unit that is written when no package brings one. */
  readonly description: string;
  /** Lines of [Service] of that unit, beside what it starts. */
  readonly own?: readonly string[];
  /** Lines of [Service] that hold whoever brings the unit. */
  readonly dropIn: readonly string[];
  /** The program that such a unit starts. */
  readonly launcher: string;
}

/** A unit, be it the package's or ours, that restarts as we want it. */
export function unitOperations(plan: UnitPlan): readonly Operation[] {
  const paths = servicePaths(plan.service);
  return [
    {
      kind: 'file',
      id: 'unit/launcher',
      description: `write what starts ${plan.service} where no package does`,
      path: paths.launcher,
      content: plan.launcher,
      mode: '0755',
    },
    ownUnit(plan),
    {
      kind: 'file',
      id: 'unit/drop-in',
      description: `have systemd restart ${plan.service}`,
      path: paths.dropIn,
      content: `[Unit]\nStartLimitIntervalSec=0\n\n[Service]\n${plan.dropIn.map((line) => `${line}\n`).join('')}`,
      mode: '0644',
    },
  ];
}

/** Only on the host, and only once its packages are there, is it known whether one of them brings the unit. */
function ownUnit(plan: UnitPlan): CommandOperation {
  const { unitFile } = servicePaths(plan.service);
  const look = `
packaged() {
  for folder in /lib/systemd/system /usr/lib/systemd/system /usr/local/lib/systemd/system; do
    [ ! -e "$folder/${plan.service}.service" ] || return 0
  done
  return 1
}
content() {
  cat <<'END'
${unitText(plan)}END
}`;
  return {
    kind: 'command',
    id: 'unit/file',
    description: `describe ${plan.service} to systemd, unless a package does`,
    check: `${look}
if packaged; then
  [ ! -f ${unitFile} ] || [ -L ${unitFile} ] || { echo 'file ${unitFile} takes the place of the unit of a package'; exit 1; }
else
  [ -f ${unitFile} ] && [ ! -L ${unitFile} ] || { echo 'file ${unitFile} is missing'; exit 1; }
  content | cmp -s - ${unitFile} || { echo 'file ${unitFile} differs'; exit 1; }
fi
`,
    apply: `${look}
rm -f ${unitFile}
if ! packaged; then
  content >${unitFile}
  chmod 0644 ${unitFile}
fi
systemctl daemon-reload
`,
  };
}

function unitText({ service, description, own = [] }: UnitPlan): string {
  const lines = [`ExecStart=${servicePaths(service).launcher}`, 'LimitNOFILE=65536', ...own];
  return `[Unit]
Description=${description}
Wants=network-online.target
After=network-online.target

[Service]
${lines.join('\n')}

[Install]
WantedBy=multi-user.target
`;
}

/** The service itself. */
export function runUnit(service: ServiceName, restartOn: readonly string[]): Operation {
  return {
    kind: 'service',
    id: 'service',
    description: `run ${service}`,
    unit: `${service}.service`,
    enabled: true,
    state: 'started',
    restartOn,
  };
}

/** Ids of those of the operations whose change makes a restart necessary. */
export function restartIds(operations: readonly Operation[]): string[] {
  const causes = /^(packages\/(apt|debs|tarballs)$|settings\/|secrets\/|unit\/)/;
  const none = /-record$|^settings\/folder$/;
  return operations.map(({ id }) => id).filter((id) => causes.test(id) && !none.test(id));
}
