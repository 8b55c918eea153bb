/** Milliseconds between two looks. */
const pause = 100

/** Looks again and again until it is as wanted, or the time (milliseconds) is over; resolves to what was seen last. */
export const waitUntil = async <Seen>(
  look: () => Promise<Seen>,
  isWanted: (seen: Seen) => boolean,
  timeout: number,
): Promise<Seen> => {
  const end = Date.now() + timeout
  for (;;) {
    const seen = await look()
    if (isWanted(seen) || Date.now() >= end) return seen
    await new Promise(resolve => setTimeout(resolve, pause))
  }
}
