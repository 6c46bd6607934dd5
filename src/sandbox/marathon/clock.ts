/** The time that a Marathon goes by. */
export interface MarathonClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does something later, once. Gives what cancels it. */
  after(seconds: number, action: () => void): () => void;
}

/** The real time. */
export const realClock: MarathonClock = {
  now: () => Date.now(),
  after(seconds, action) {
    const timer = setTimeout(action, seconds * 1000);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** A time as the API writes it, which also names versions: `2026-11-20T20:07:28.164Z`. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
