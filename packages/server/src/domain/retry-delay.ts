/** Exponential backoff with full jitter: milliseconds before try number `tries`, counted from 0 for the first retry. */
export const retryDelay = (
  tries: number,
  { retryMs, maxRetryMs }: { readonly retryMs: number; readonly maxRetryMs: number },
  random: () => number = Math.random,
): number => {
  const most = Math.min(maxRetryMs, retryMs * 2 ** Math.min(tries, 30))
  return retryMs / 2 + random() * (most - retryMs / 2)
}
