import fc from 'fast-check';
import { LineSplitter, OutputTail } from '../../../src/drivers/ssh/output';

/** Cuts bytes at any places. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\n', 'ü', '漢', '🚢', 'a'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 200,
});

test('lines are the same wherever the stream is cut', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 10 }), (whole, cuts) => {
      const lines: string[] = [];
      const splitter = new LineSplitter((line) => lines.push(line));
      for (const piece of pieces(Buffer.from(whole), cuts)) splitter.push(piece);
      splitter.end();
      const expected = whole.split('\n').map((line) => line.replace(/\r$/, ''));
      if (whole.endsWith('\n') || whole === '') expected.pop();
      expect(lines).toEqual(
        expected.length === 0
          ? []
          : whole.endsWith('\n')
            ? expected
            : [...expected.slice(0, -1), whole.split('\n').at(-1)],
      );
    }),
  );
});

test('the tail is the end of the output from the start of a line', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat(), { maxLength: 10 }),
      fc.integer({ min: 1, max: 40 }),
      (whole, cuts, kept) => {
        const tail = new OutputTail(kept);
        const bytes = Buffer.from(whole);
        for (const piece of pieces(bytes, cuts)) tail.push(piece);
        const result = tail.toString();
        if (bytes.length <= kept) {
          expect(result).toBe(whole);
        } else {
          expect(Buffer.byteLength(result)).toBeLessThanOrEqual(kept);
          expect(whole.endsWith(result)).toBe(true);
        }
      },
    ),
  );
});
