import type { ErasureRecord, ErasureStep } from '../../ports/erasure-store.ts'
import { newId, World } from './world.ts'

/** Erases a user from begin to end; answers all steps, the last one the end. */
export const erase = async ({ store }: World, userId: string, limit = 100, at = 50_000): Promise<ErasureStep[]> => {
  const steps = [await store.beginErasure({ id: newId(), userId, subjectHash: `hash of ${userId}`, at })]
  const { id } = (steps[0] as ErasureStep).erasure
  let slices = 0
  for (; outcomeOf(steps).userId !== null; slices++) {
    if (slices > 500) throw new Error('An erasure does not end')
    steps.push(await store.eraseSlice({ id, at: at + slices, limit }))
  }
  const erasure = await store.closeErasure({ id, at: at + slices })
  return [...steps, { erasure, changes: [], sessions: [], stopping: [], generations: [] }]
}

/** How it stands after these steps. */
export const outcomeOf = (steps: readonly ErasureStep[]): ErasureRecord => (steps.at(-1) as ErasureStep).erasure

/** An owner's thread with a known guest who wrote in it. */
export const sharedThread = async (world: World) => {
  const { store, user: owner } = world
  const guest = await world.addKnownUser()
  const threadId = await world.thread('Ours')
  const at = world.tick()
  await store.addParticipant({ threadId, actorId: owner.id, user: { userId: guest.id }, role: 'collaborator', at })
  const asGuest = new World(store, world.project, guest)
  return { world, store, owner, guest, threadId, asGuest }
}
