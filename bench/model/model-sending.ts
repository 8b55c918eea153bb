import type { Entry, ModelState } from './model-state.ts'
import { withNode } from './model-store.ts'

/** Sends an entry; the same again, when its reply was lost. */
export const send = (state: ModelState, at: number, entry: Entry): ModelState =>
  withNode(state, at, {
    sent: { entry, after: entry.seq === 0 ? null : { term: entry.term, seq: entry.seq - 1 } },
    flying: true,
    reply: null,
  })

/** What was sent is settled, and nothing is on its way. */
export const settled = { sent: null, flying: false, reply: null } as const

export const opening = (term: number, text = ''): Entry => ({
  ...{ term, seq: 0, kind: 'open', offset: 0 },
  ...{ text, ending: null },
})
