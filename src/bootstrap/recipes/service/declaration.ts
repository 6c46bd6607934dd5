import type { Operation } from '../../operation';
import { hostScript, type Script } from '../script';
import { servicePaths, type ServiceName } from './service-name';

/** Keeps the declaration on the host. Last of all operations: a record is of a host that became what it says. */
export function serviceDeclaration(name: ServiceName, declaration: string | undefined): readonly Operation[] {
  if (declaration === undefined) return [];
  return [
    {
      kind: 'file',
      id: 'host/declaration',
      description: `write down what is declared of ${name}`,
      path: servicePaths(name).declaration,
      content: declaration,
      mode: '0600',
    },
  ];
}

/** Prints the declaration that the host keeps of a service, or nothing. */
export function readServiceDeclaration(name: ServiceName): Script {
  return hostScript(
    `read what is declared of ${name}`,
    `cat ${servicePaths(name).declaration} 2>/dev/null || true`,
  );
}
