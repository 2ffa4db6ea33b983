// Waiting times between attempts: doubling, capped, with jitter so that a hundred consoles do not return at once.

/** @param attempt 0 for the first retry. @returns milliseconds */
export function retryDelay(attempt, random = Math.random) {
  const ceiling = Math.min(15_000, 500 * 2 ** attempt);
  return ceiling / 2 + random() * ceiling / 2;
}

/** A server that stops hands its clients over one after another: back soon, but not all at once. @returns milliseconds */
export function handoverDelay(random = Math.random) {
  return 50 + random() * 450;
}
