import type { CommandOperation, Operation } from '../../operation';
import type { SecretContent } from './params';
import { servicePaths, type ServiceName } from './service-name';

export interface SecretFile {
  /** Part of the operations' ids: `credentials`. */
  readonly name: string;
  readonly path: string;
  /** Undefined: there must be no such file. */
  readonly content: SecretContent | undefined;
  /** The attribute that has it written again: `credentials_wo_version`. */
  readonly version: string;
}

/** A file that only root reads. Its checksum is kept beside the records, so that an edit shows without the secret. */
export function secretOperations(service: ServiceName, file: SecretFile): readonly Operation[] {
  const { content } = file;
  if (content === undefined) return [noSecret(service, file)];
  if (content.kind === 'kept') return [keptSecret(service, file)];
  return [
    {
      kind: 'file',
      id: `secrets/${file.name}`,
      description: `write ${file.path}`,
      path: file.path,
      content: content.content,
      mode: '0600',
      sensitive: true,
    },
    recordSecret(service, file),
  ];
}

function recordOf(service: ServiceName, { name }: SecretFile): string {
  return `${servicePaths(service).state}/${name}.sha256`;
}

function noSecret(service: ServiceName, file: SecretFile): Operation {
  return {
    kind: 'absent',
    id: `secrets/${file.name}`,
    description: `keep no ${file.path}`,
    paths: [file.path, recordOf(service, file)],
  };
}

function keptSecret(service: ServiceName, file: SecretFile): CommandOperation {
  return {
    kind: 'command',
    id: `secrets/${file.name}`,
    description: `keep ${file.path} as it was written`,
    check: `
[ -f ${file.path} ] || { echo 'file ${file.path} is missing'; exit 1; }
[ "$(stat -c %a ${file.path})" = 600 ] || { echo 'file ${file.path} can be read by others'; exit 1; }
LC_ALL=C sha256sum -c --quiet ${recordOf(service, file)} >/dev/null 2>&1 || { echo 'file ${file.path} differs'; exit 1; }
`,
    apply: `
echo 'file ${file.path} is not as it was written, and the secret is not known here; raise ${file.version} to have it written again' >&2
exit 1
`,
  };
}

function recordSecret(service: ServiceName, file: SecretFile): CommandOperation {
  const record = recordOf(service, file);
  return {
    kind: 'command',
    id: `secrets/${file.name}-record`,
    description: `write down what ${file.path} is`,
    check: `LC_ALL=C sha256sum -c --quiet ${record} >/dev/null 2>&1`,
    apply: `
umask 077
sha256sum ${file.path} >${record}
`,
  };
}
