import { retryAfterMs } from '../../../src/drivers/azure/retry-after';

const now = Date.parse('2026-11-27T10:00:00Z');

test.each([
  ['0', 0],
  ['17', 17_000],
  ['  5 ', 5_000],
  ['Fri, 27 Nov 2026 10:00:30 GMT', 30_000],
  ['Fri, 27 Nov 2026 09:59:00 GMT', 0],
  ['999999', 600_000],
  ['Fri, 27 Nov 2027 10:00:00 GMT', 600_000],
])('Retry-After %j is %d ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([undefined, '', 'soon', '-1', '1.5', '2026-11-27'])('Retry-After %j says nothing', (header) => {
  expect(retryAfterMs(header, now)).toBeUndefined();
});
