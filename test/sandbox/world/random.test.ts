import fc from 'fast-check';
import { SeededRandom } from '../../../src/sandbox/world/random';

describe('seeded random numbers', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const draw = (seed: number): unknown[] => {
      const random = new SeededRandom(seed);
      return [random.next(), random.integer(1000), random.hex(17), random.bytes(40)];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('streams do not know of each other', () => {
    const one = new SeededRandom(7);
    one.bytes(100);
    one.stream('b').bytes(100);
    const drawn = one.stream('a').hex(16);
    expect(new SeededRandom(7).stream('a').hex(16)).toBe(drawn);
    expect(one.stream('a').hex(16)).not.toBe(drawn);
    expect(new SeededRandom(7).stream('b').hex(16)).not.toBe(drawn);
    expect(new SeededRandom(8).stream('a').hex(16)).not.toBe(drawn);
  });

  test('numbers stay within what was asked for', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), fc.nat(100), (seed, below, length) => {
        const random = new SeededRandom(seed);
        const drawn = random.integer(below);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(below);
        expect(random.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
        expect(random.bytes(length)).toHaveLength(length);
      }),
    );
  });

  test('numbers spread evenly', () => {
    const random = new SeededRandom(1);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const bucket = random.integer(10);
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('what is no seed and no bound is refused', () => {
    expect(() => new SeededRandom(1.5)).toThrow('seed is 1.5');
    expect(() => new SeededRandom(1).integer(0)).toThrow('below is 0');
  });
});
