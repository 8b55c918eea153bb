import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { Insistence } from '../domain/insist.ts'
import { insist } from '../domain/insist.ts'
import type { GenerationRecord, GenerationStore, StartOutcome } from '../ports/generation-store.ts'

type Row = Pick<GenerationRecord, 'id' | 'term'>

/** `queued → thinking` for this owner and term; a reply that was lost is made up for by looking. */
export const claimStart = (
  store: GenerationStore,
  { id, term }: Row,
  owner: string,
  at: number,
  how: Insistence,
): Promise<StartOutcome> =>
  insist(async unsure => {
    const outcome = await store.startGeneration(id, term, at)
    if (outcome === 'started' || !unsure) return outcome
    const row = await store.getGeneration(id)
    return row?.state === 'thinking' && row.owner === owner && row.term === term ? 'started' : outcome
  }, how)

/** Takes a row over; null when it is another's by now or has ended. A row with the expected next term and my name is mine. */
export const claimTerm = (
  store: GenerationStore,
  { id, term }: Row,
  owner: string,
  how: Insistence,
): Promise<GenerationRecord | null> =>
  insist(async unsure => {
    const raised = await store.raiseTerm(id, term, owner)
    if (raised || !unsure) return raised
    const row = await store.getGeneration(id)
    const mine = row?.owner === owner && row.term === term + 1 && isOpenGeneration(row.state)
    return mine ? row : null
  }, how)
