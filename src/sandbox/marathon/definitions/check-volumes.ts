import type { App, PersistentVolume, Volume } from './app';
import { isPattern } from './check-constraint';
import { type Features, requireFeature } from './features';
import type { Problems } from './problems';

/** The volumes of an app's container. */
export function checkVolumes(app: App, features: Features, problems: Problems): void {
  const volumes = app.container?.volumes ?? [];
  const names = volumes.flatMap(({ external }) => {
    const name = external?.['name'];
    return typeof name === 'string' && external?.['shared'] !== true ? [name] : [];
  });
  problems.unless(new Set(names).size === names.length, '/container/volumes', 'Volume names must be unique');
  volumes.forEach((volume, index) => {
    const path = `/container/volumes(${String(index)})`;
    if (volume.persistent !== undefined) checkPersistent(volume, volume.persistent, path, problems);
    if (volume.external !== undefined) checkExternal(volume.external, features, `${path}/external`, problems);
    if (volume.secret !== undefined) {
      requireFeature(features, 'secrets', path, problems);
      const known = app.secrets?.[volume.secret] !== undefined;
      problems.unless(known, path, 'volume.secret must refer to an existing secret');
    }
  });
}

function checkPersistent(volume: Volume, info: PersistentVolume, path: string, problems: Problems): void {
  const { containerPath, mode } = volume;
  problems.unless(
    !['.', '..'].includes(containerPath),
    `${path}/containerPath`,
    'value must not be "." or ".."',
  );
  problems.unless(!containerPath.includes('/'), `${path}/containerPath`, 'value must not contain "/"');
  problems.unless(mode === 'RW', `${path}/mode`, `got ${mode ?? 'none'}, expected RW`);
  checkPersistentInfo(info, `${path}/persistent`, problems);
}

/** What apps and pods may ask of a persistent volume. */
export function checkPersistentInfo(info: PersistentVolume, path: string, problems: Problems): void {
  const { type = 'root', size, maxSize, constraints } = info;
  problems.unless(size > 0, `${path}/size`, `got ${String(size)}, expected more than 0`);
  problems.unless(
    maxSize === undefined || type === 'mount',
    `${path}/maxSize`,
    'Only mount volumes can have maxSize',
  );
  problems.unless(
    maxSize === undefined || maxSize > size,
    `${path}/maxSize`,
    'Max size must be larger than size',
  );
  problems.unless(
    type !== 'root' || constraints.length === 0,
    `${path}/constraints`,
    'Constraints on root volumes are not supported',
  );
  constraints.forEach(([field = '', operator = '', value], index) => {
    const place = `${path}/constraints(${String(index)})`;
    if (field !== 'path' || value === undefined)
      problems.add(place, `Unsupported constraint ${[field, operator, value].join(',')}`);
    else if (operator !== 'LIKE' && operator !== 'UNLIKE')
      problems.add(place, 'Operator must be one of LIKE, UNLIKE');
    else problems.unless(isPattern(value), place, 'Invalid regular expression');
  });
}

function checkExternal(
  external: NonNullable<Volume['external']>,
  features: Features,
  path: string,
  problems: Problems,
): void {
  requireFeature(features, 'external_volumes', path, problems);
  for (const field of ['name', 'provider']) {
    const value = external[field];
    problems.unless(typeof value === 'string' && value !== '', `${path}/${field}`, 'not defined');
  }
  const { provider, options } = external;
  problems.unless(
    provider === undefined || provider === 'dvdi' || provider === 'csi',
    `${path}/provider`,
    'is unknown provider',
  );
  const driver =
    typeof options === 'object' && options !== null
      ? (options as Record<string, unknown>)['dvdi/driver']
      : undefined;
  problems.unless(
    provider !== 'dvdi' || typeof driver === 'string',
    `${path}/options`,
    'must contain dvdi/driver',
  );
}
