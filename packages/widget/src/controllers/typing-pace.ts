/** Milliseconds after a key in which somebody still writes. */
const pause = 250
/** Milliseconds that a growing text waits at most for who writes. */
const patience = 1_000
/** While somebody writes, one part in so many of the time goes into it. */
const share = 100

let lastKey = Number.NEGATIVE_INFINITY

/** Somebody writes. */
export const noteKey = (): void => {
  lastKey = performance.now()
}

/** What was written is sent: its writer reads on. */
export const noteSent = (): void => {
  lastKey = Number.NEGATIVE_INFINITY
}

/**
 * Is a growing text to be drawn in the frame that began at `now`? While somebody writes it gives way to their keys, the
 * more the longer it took when it was last drawn (milliseconds), so that a slow device stays quick under the fingers.
 */
export const isDrawingTime = (now: number, drawn: number, took: number): boolean =>
  now - lastKey > pause || now - drawn > Math.min(patience, took * share)
