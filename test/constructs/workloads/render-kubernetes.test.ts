import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject, WorkloadSpec } from '../../../src';
import { renderKubernetes } from '../../../src/constructs/workloads/render-kubernetes';
import { validateWorkload } from '../../../src/constructs/workloads/validate-workload';

interface Case {
  description: string;
  spec: WorkloadSpec;
  objects: KubernetesObject[];
}

const folder = join(__dirname, 'cases');

test.each(readdirSync(folder))('%s', (file) => {
  const { spec, objects } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
  validateWorkload('stack/web', 'web', spec);
  expect(renderKubernetes('stack/web', 'web', spec)).toEqual(objects);
});
