import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { TerraformVariable } from 'cdktf';
import { ContainerEngine, type MarathonAppDefinition, ServiceType, type WorkloadSpec } from '../../../src';
import { validateApp } from '../../../src/constructs/marathon/validate-app';
import { renderMarathon } from '../../../src/constructs/workloads/render-marathon';
import { validateWorkload } from '../../../src/constructs/workloads/validate-workload';
import { codeOf } from '../../support/errors';
import { emptyStack } from '../../support/stack';

interface Case {
  description: string;
  engine: ContainerEngine;
  spec: WorkloadSpec;
  app: MarathonAppDefinition;
}

const folder = join(__dirname, 'marathon-cases');

test.each(readdirSync(folder))('%s', (file) => {
  const { spec, engine, app } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
  validateWorkload('stack/web', 'web', spec);
  const rendered = renderMarathon('stack/web', 'web', spec, { engine, loadBalancerGroup: 'external' });
  expect(rendered).toEqual(app);
  expect(validateApp('stack/web', rendered)).toEqual(app);
});

const http = { name: 'http', port: 8080 };

test.each<[WorkloadSpec, string]>([
  [
    { image: 'a', service: ServiceType.NODE_PORT },
    'stack/web: service: cannot be had on Mesos, where Marathon offers no port',
  ],
  [
    { image: 'a', ports: [{ ...http, nodePort: 30080 }] },
    'stack/web: ports: http: nodePort: cannot be had on Mesos',
  ],
  [
    { image: 'a', ports: [http], health: { readiness: { httpGet: '/', failureThreshold: 3 } } },
    'stack/web: health.readiness.failureThreshold: cannot be had on Mesos',
  ],
  [{ image: 'a', memory: '64' }, 'stack/web: memory: "64" is not an amount of memory'],
  [
    { command: ['a'], ports: [http, { name: 'admin', port: 0 }] },
    'stack/web: ports: admin: cannot be had on Mesos, where Marathon chooses all ports of the host or none',
  ],
  [
    { command: ['a'], ports: [{ ...http, expose: 80 }] },
    'stack/web: ports: http: expose: cannot be had on Mesos, where Marathon takes a port of the host as the service port',
  ],
])('%j: %s', (spec, problem) => {
  expect(() => renderMarathon('stack/web', 'web', spec, { engine: ContainerEngine.DOCKER })).toThrow(problem);
});

test('an image needs something that runs images', () => {
  expect(() => renderMarathon('stack/web', 'web', { image: 'a' }, { engine: ContainerEngine.NONE })).toThrow(
    'stack/web: image: the agents of this cluster run no images; set containerEngine',
  );
});

test('what is known only after an apply goes where it needs no quoting', () => {
  const { stringValue, numberValue } = new TerraformVariable(emptyStack(), 'v', {});
  const rendered = renderMarathon(
    'stack/web',
    'web',
    {
      image: stringValue,
      args: [stringValue],
      cpus: numberValue,
      ports: [{ name: 'http', port: numberValue }],
    },
    { engine: ContainerEngine.MESOS },
  );
  expect(rendered).toMatchObject({ args: [stringValue], cpus: numberValue });
  const render = (spec: WorkloadSpec, engine: ContainerEngine) =>
    codeOf(() => renderMarathon('stack/web', 'web', spec, { engine, loadBalancerGroup: 'external' }));
  expect(render({ image: 'a', command: [stringValue] }, ContainerEngine.DOCKER)).toBe('no error');
  expect(render({ image: 'a', command: [stringValue] }, ContainerEngine.MESOS)).toBe('notOnMarathon');
  expect(render({ image: 'a', memory: stringValue }, ContainerEngine.MESOS)).toBe('quantityUnknown');
});

test('a shell reads back the words of any command', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), (words) => {
      const { cmd = '' } = renderMarathon(
        'stack/web',
        'web',
        { command: ['printf', '%s\\0', ...words] },
        { engine: ContainerEngine.NONE },
      );
      const output = execFileSync('sh', ['-c', cmd], { encoding: 'utf8' });
      expect(output).toBe([...words, ''].join('\0') || '\0');
    }),
    { numRuns: 40 },
  );
});
