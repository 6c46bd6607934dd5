import type { KindRegistry } from '../kinds/kind-registry';
import { groupOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { KubectlError } from './arguments';

/** What an object is called in output: `deployment.apps/web`. */
export function fullName(resource: Resource, name: string): string {
  return `${resource.singular}${resource.group === '' ? '' : `.${resource.group}`}/${name}`;
}

/** `po`, `pods`, `deployment.apps`, `deployments.v1.apps` @throws KubectlError */
export function resourceNamed(registry: KindRegistry, text: string): Resource {
  const [word = '', ...rest] = text.toLowerCase().split('.');
  const group = rest.join('.');
  const found = registry
    .all()
    .filter((one) => one.verbs.includes('get') || one.verbs.includes('list'))
    .filter((one) => [one.plural, one.singular, one.kind.toLowerCase(), ...one.shortNames].includes(word))
    .filter((one) => group === '' || one.group === group || `${one.version}.${one.group}` === group)
    .sort((left, right) => rank(left) - rank(right));
  const [best] = found;
  if (best === undefined)
    throw new KubectlError(`error: the server doesn't have a resource type ${JSON.stringify(text)}`);
  return registry.ofStorage(best.storage) ?? best;
}

/** The core group first, then Kubernetes' own. */
function rank({ group, custom }: Resource): number {
  if (group === '') return 0;
  return custom === undefined ? 1 : 2;
}

export function resourcesOfCategory(registry: KindRegistry, category: string): Resource[] {
  return registry.storages().filter((one) => one.categories.includes(category));
}

export interface Asked {
  readonly resource: Resource;
  /** Undefined for all of them. */
  readonly name: string | undefined;
}

/** `pods`, `pods web`, `pod/web svc/db`, `pods,services`, `all` @throws KubectlError */
export function readTargets(registry: KindRegistry, words: readonly string[]): Asked[] {
  const [first, ...names] = words;
  if (first === undefined) {
    throw new KubectlError(
      'error: You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  }
  if (first.includes('/')) {
    return words.map((word) => {
      const [type = '', name = ''] = word.split('/');
      if (name === '')
        throw new KubectlError(`error: arguments in resource/name form must have a single resource and name`);
      return { resource: resourceNamed(registry, type), name };
    });
  }
  const resources = first.split(',').flatMap((type) => {
    const category = resourcesOfCategory(registry, type);
    return category.length > 0 ? category : [resourceNamed(registry, type)];
  });
  return resources.flatMap((resource): Asked[] =>
    names.length === 0 ? [{ resource, name: undefined }] : names.map((name) => ({ resource, name })),
  );
}

/** The resource of a manifest. @throws KubectlError */
export function resourceOfManifest(registry: KindRegistry, apiVersion: string, kind: string): Resource {
  const found = registry.ofKind(apiVersion, kind);
  if (found !== undefined) return found;
  const version = apiVersion.split('/').at(-1) ?? '';
  const group = groupOf(apiVersion);
  throw new KubectlError(
    `error: resource mapping not found for kind ${JSON.stringify(kind)} in version ${JSON.stringify(group === '' ? version : `${group}/${version}`)}: no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`,
  );
}
