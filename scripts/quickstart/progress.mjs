// What the quickstart shows while it works: one line per step, which changes in place on a terminal.
import { clearInterval, setInterval } from 'node:timers';

const SECOND = 1000;

export function createProgress(stream) {
  const live = stream.isTTY === true && process.env.CI === undefined && process.env.TERM !== 'dumb';
  const seconds = (since) => `${((performance.now() - since) / SECOND).toFixed(1)} s`;
  let current;

  const draw = () => {
    if (!live || current === undefined) return;
    const line = `  … ${current.title} (${seconds(current.since)})${current.news === '' ? '' : `: ${current.news}`}`;
    stream.write(`\r\x1b[K${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  };
  const finish = (mark, text) => {
    stream.write(`${live ? '\r\x1b[K' : ''}  ${mark} ${text}\n`);
    current = undefined;
  };

  return {
    say: (text) => stream.write(`${text}\n`),

    /** Runs one step. It may tell its news by the second callback, and by the first how it ended. */
    async step(_name, title, work) {
      const since = performance.now();
      current = { title, since, news: '' };
      let outcome = '';
      const timer = setInterval(draw, SECOND / 5);
      if (!live) stream.write(`  … ${title}\n`);
      draw();
      try {
        const result = await work(
          (text) => (outcome = text),
          (text) => {
            if (current !== undefined) current.news = text;
            if (!live) stream.write(`      ${text}\n`);
            draw();
          },
        );
        finish('✓', `${title}${outcome === '' ? '' : `: ${outcome}`} (${seconds(since)})`);
        return result;
      } finally {
        clearInterval(timer);
      }
    },

    fail(details) {
      if (current !== undefined) finish('✗', current.title);
      process.stderr.write(`\n${details}\n`);
    },
  };
}
