import { addressPlan, reserveNetwork } from '../../../src/sandbox/world/network';

test('the first plan is the documented one, and plans do not overlap', () => {
  expect(addressPlan(0)).toEqual({
    vpc: '127.77',
    public: '127.78',
    rack: '127.79',
    vnet: '127.80',
    azurePublic: '127.81',
  });
  const prefixes = [0, 1, 2, 34].flatMap((number) => Object.values(addressPlan(number)) as string[]);
  expect(new Set(prefixes).size).toBe(prefixes.length);
  expect(prefixes.at(-1)).toBe('127.251');
});

test('two sandboxes on one machine get different addresses, and a released plan is free again', async () => {
  const one = await reserveNetwork();
  const other = await reserveNetwork();
  expect(other.addresses).not.toEqual(one.addresses);
  await one.release();
  const third = await reserveNetwork();
  expect(third.addresses).not.toEqual(other.addresses);
  await Promise.all([other.release(), third.release()]);
});
