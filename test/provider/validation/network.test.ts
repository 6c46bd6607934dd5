import fc from 'fast-check';
import { validateCidr, validateEndpoint, validatePort } from '../../../src/provider/validation/network';

test.each([
  [1, true],
  [22, true],
  [65_535, true],
  [0, false],
  [65_536, false],
  [-1, false],
  [22.5, false],
])('port %d: %s', (port, valid) => {
  expect(validatePort(port)).toBe(valid ? undefined : `must be a port from 1 to 65535, is ${port}`);
});

describe('IPv4 ranges', () => {
  test.each(['10.244.0.0/16', '0.0.0.0/0', '255.255.255.255/32', '10.96.0.0/12'])('%s', (range) => {
    expect(validateCidr(range)).toBeUndefined();
  });

  test.each([
    '10.244.0.0',
    '10.244.0.0/33',
    '10.244.0/16',
    '10.256.0.0/16',
    '10.0.0.0/8 ',
    'fd00::/8',
    'pods',
    '',
  ])('%j is none', (range) => {
    expect(validateCidr(range)).toBe(
      `must be an IPv4 range such as "10.244.0.0/16", is ${JSON.stringify(range)}`,
    );
  });

  test('every address with a prefix', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat({ max: 40 }), (address, prefix) => {
        expect(validateCidr(`${address}/${prefix}`) === undefined).toBe(prefix <= 32);
      }),
    );
  });
});

describe('endpoints', () => {
  test.each(['api.example.org:6443', '10.0.0.1:443', 'localhost:1'])('%s', (endpoint) => {
    expect(validateEndpoint(endpoint)).toBeUndefined();
  });

  test.each([
    'api.example.org',
    'https://api.example.org:6443',
    'api:0',
    'api:65536',
    'api:6443/',
    ':6443',
    'a b:6443',
    '.:6443',
    '-:6443',
    'api..org:6443',
    '',
  ])('%j is none', (endpoint) => {
    expect(validateEndpoint(endpoint)).toBe(
      `must be host:port such as "api.example.org:6443", is ${JSON.stringify(endpoint)}`,
    );
  });
});
