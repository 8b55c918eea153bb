import type { Store } from '../ports/store.ts'
import { newAnswer, newWorld, type World } from './store-contract/world.ts'

const filler = 'This and that was said at some length about the weather. '

/** Where a talk goes on. */
interface Place {
  readonly world: World
  readonly threadId: string
}

/** A thread of so many turns, in a world of its own unless told; each plants a fact, as `FACT-f3=v3`. */
export const talkOfTurns = async (
  store: Store,
  turns: number,
  from = 0,
  at?: Place,
): Promise<Place & { readonly store: Store }> => {
  const world = at?.world ?? (await newWorld(store))
  const threadId = at?.threadId ?? (await world.thread('Talk'))
  for (let n = from; n < from + turns; n++) {
    const answer = newAnswer()
    await world.send(threadId, `FACT-f${n}=v${n}. ${filler}`, answer)
    await world.finish(answer.generationId, filler.repeat(3))
  }
  return { world, threadId, store }
}
