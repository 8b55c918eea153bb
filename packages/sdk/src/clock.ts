/** Time as the SDK sees it; replaced in tests by the manual clock of `@chat-view/sdk/testing`. */
export interface Clock {
  /** Milliseconds since the Unix epoch, by this device. */
  now(): number
  /** Calls once after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, call: () => void): () => void
}

/** The platform's own timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}
