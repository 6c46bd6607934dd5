import fc from 'fast-check';
import { inWaves, waveOf } from '../../../src/drivers/kubernetes/apply-order';
import { formatObjectId, parseObjectId } from '../../../src/drivers/kubernetes/manifest';

/** What must come before what, whatever else is in a release. */
const order = [
  'v1/Namespace/n',
  'apiextensions.k8s.io/v1/CustomResourceDefinition/c',
  'v1/ServiceAccount/n/a',
  'rbac.authorization.k8s.io/v1/ClusterRole/r',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding/b',
  'v1/Service/n/s',
  'apps/v1/Deployment/n/d',
  'networking.k8s.io/v1/Ingress/n/i',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration/w',
  'shop.example/v1/Widget/n/w',
].map(parseObjectId);

const ids = (waves: readonly (readonly Parameters<typeof formatObjectId>[0][])[]) =>
  waves.map((wave) => wave.map(formatObjectId));

test('what others refer to comes first', () => {
  expect(inWaves([...order].reverse(), (reference) => reference)).toEqual(
    order.map((reference) => [reference]),
  );
});

test('a custom kind that is called like a built-in one is a custom kind', () => {
  expect(waveOf({ apiVersion: 'serving.example/v1', kind: 'Service' })).toBe(
    waveOf({ apiVersion: 'shop.example/v1', kind: 'Widget' }),
  );
});

test('the order does not depend on the order of declaration', () => {
  const objects = [...order, ...order.map((reference) => ({ ...reference, name: `${reference.name}2` }))];
  fc.assert(
    fc.property(fc.shuffledSubarray(objects, { minLength: objects.length }), (shuffled) => {
      expect(ids(inWaves(shuffled, (reference) => reference))).toEqual(
        ids(inWaves(objects, (reference) => reference)),
      );
    }),
  );
});
