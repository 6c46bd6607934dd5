import { ComingServices } from '../../../src/provider/services/coming-services';
import { UNKNOWN } from '../../../src/tfplugin';

const host = (address: string) => ({
  address,
  port: 22,
  user: 'root',
  credential: 'a',
  host_key: 'SHA256:x',
});
const [first, second] = [host('10.0.0.1'), host('10.0.0.2')];

test('what is planned on all hosts and is on none is awaited', () => {
  const coming = new ComingServices();
  expect(coming.awaits('marathon', [first])).toBe(false);
  coming.planned('marathon', first, false);
  expect(coming.awaits('marathon', [first])).toBe(true);
  expect(coming.awaits('kubernetes', [first])).toBe(false);
  expect(coming.awaits('marathon', [first, second])).toBe(false);
  coming.planned('marathon', second, false);
  expect(coming.awaits('marathon', [second, first])).toBe(true);
  expect(coming.awaits('marathon', [{ ...first, port: 2222 }])).toBe(false);
});

test('no hosts, or hosts that are not known, await nothing', () => {
  const coming = new ComingServices();
  coming.planned('marathon', { ...first, address: UNKNOWN }, false);
  coming.planned('marathon', UNKNOWN, false);
  expect(coming.awaits('marathon', [])).toBe(false);
  expect(coming.awaits('marathon', null)).toBe(false);
});

test('what was made, or was there and is replaced, answers', () => {
  const coming = new ComingServices();
  coming.planned('marathon', first, false);
  coming.made('marathon', first);
  expect(coming.awaits('marathon', [first])).toBe(false);
  coming.planned('marathon', second, true);
  coming.planned('marathon', second, false);
  expect(coming.awaits('marathon', [second])).toBe(false);
});
