import { Clock } from '../../../src/sandbox/world/clock';

describe('the clock', () => {
  test('simulated seconds pass faster than real ones', async () => {
    const order: string[] = [];
    const clock = new Clock({ speed: 1000 });
    clock.after(20, () => order.push('later'));
    clock.after(5, () => order.push('sooner'));
    await clock.sleep(60);
    expect(order).toEqual(['sooner', 'later']);
  });

  test('what is cancelled does not happen', async () => {
    const clock = new Clock({ speed: 1000 });
    let happened = false;
    const cancel = clock.after(1, () => (happened = true));
    cancel();
    await clock.sleep(20);
    expect(happened).toBe(false);
  });

  test('a sleep ends on its signal', async () => {
    const clock = new Clock();
    const interrupt = new AbortController();
    const sleeping = clock.sleep(3600, interrupt.signal);
    interrupt.abort();
    await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('a stopped clock cancels everything, and puts nothing off any more', async () => {
    const clock = new Clock({ speed: 1000 });
    let happened = 0;
    clock.after(1, () => (happened += 1));
    const sleeping = clock.sleep(3600);
    clock.stop();
    clock.after(0, () => (happened += 1));
    await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
    await expect(clock.sleep(0)).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(happened).toBe(0);
  });

  test.each([0, -1, NaN, Infinity])('a speed of %p is refused', (speed) => {
    expect(() => new Clock({ speed })).toThrow(`speed is ${speed}`);
  });
});
