import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateLocation } from '../../src/provider/state-location';
import { scratchFolder } from '../support/scratch';

/** A folder in which Terraform has been initialized. */
function folder(backend?: object, workspace?: string, data = '.terraform'): string {
  const made = scratchFolder();
  mkdirSync(join(made, data));
  if (backend !== undefined) {
    writeFileSync(join(made, data, 'terraform.tfstate'), JSON.stringify({ version: 3, backend }));
  }
  if (workspace !== undefined) writeFileSync(join(made, data, 'environment'), workspace);
  return made;
}

const s3 = (config: object) => ({ type: 's3', config: { bucket: 'states', key: 'prod', ...config } });

describe('where the state is', () => {
  test('is the folder of a local state', () => {
    const one = folder();
    expect(stateLocation(one, {})).toMatch(/^[0-9a-f]{24}$/);
    expect(stateLocation(one, {})).toBe(stateLocation(one, {}));
    expect(stateLocation(one, {})).not.toBe(stateLocation(folder(), {}));
  });

  test('is the file of a local state that is kept elsewhere', () => {
    const local = (path: string | null) => folder({ type: 'local', config: { path, workspace_dir: null } });
    const kept = stateLocation(local('/states/prod.tfstate'), {});
    expect(stateLocation(local('/states/prod.tfstate'), {})).toBe(kept);
    expect(stateLocation(local('/states/test.tfstate'), {})).not.toBe(kept);
    expect(stateLocation(local(null), {})).not.toBe(stateLocation(local(null), {}));
  });

  test('is the place in a backend, from wherever and by whomever it is used', () => {
    const mine = stateLocation(folder(s3({ access_key: 'a', region: null })), {});
    expect(stateLocation(folder(s3({ access_key: 'b', region: null })), {})).toBe(mine);
    expect(stateLocation(folder(s3({ key: 'test' })), {})).not.toBe(mine);
    expect(stateLocation(folder({ ...s3({}), type: 'gcs' }), {})).not.toBe(mine);
  });

  test('is another one in each workspace', () => {
    const byDefault = stateLocation(folder(s3({})), {});
    const selected = stateLocation(folder(s3({}), 'blue'), {});
    expect(stateLocation(folder(s3({}), 'default\n'), {})).toBe(byDefault);
    expect(selected).not.toBe(byDefault);
    expect(stateLocation(folder(s3({}), 'green'), { TF_WORKSPACE: 'blue' })).toBe(selected);
  });

  test('is read from wherever Terraform has noted it down', () => {
    const elsewhere = folder(s3({}), undefined, 'data');
    expect(stateLocation(elsewhere, { TF_DATA_DIR: 'data' })).toBe(stateLocation(folder(s3({})), {}));
  });

  test('is the folder where the note says nothing', () => {
    const broken = folder();
    writeFileSync(join(broken, '.terraform/terraform.tfstate'), '{');
    expect(stateLocation(broken, {})).toMatch(/^[0-9a-f]{24}$/);
  });
});
