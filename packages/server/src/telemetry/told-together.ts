import type { GenerationObserver } from '../generation/generation-observer.ts'

/** One who hears what all of these hear, in this order. */
export const toldTogether =
  <A extends readonly unknown[]>(...told: readonly (((...args: A) => void) | undefined)[]): ((...args: A) => void) =>
  (...args) => {
    for (const tell of told) tell?.(...args)
  }

/** The same of those who watch answers. */
export const observedTogether = (...observers: readonly (GenerationObserver | undefined)[]): GenerationObserver => ({
  changed: toldTogether(...observers.map(one => one?.changed)),
  tried: toldTogether(...observers.map(one => one?.tried)),
  toolCalled: toldTogether(...observers.map(one => one?.toolCalled)),
  firstToken: toldTogether(...observers.map(one => one?.firstToken)),
  ended: toldTogether(...observers.map(one => one?.ended)),
})
