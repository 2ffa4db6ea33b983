// Waiting times between attempts: doubling, capped, with jitter so that a hundred consoles do not return at once.

/** @param attempt 0 for the first retry. @returns milliseconds */
export function retryDelay(attempt, random = Math.random) {
  const ceiling = Math.min(15_000, 500 * 2 ** attempt);
  return ceiling / 2 + random() * ceiling / 2;
}
