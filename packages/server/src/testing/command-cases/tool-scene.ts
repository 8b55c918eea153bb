import { scriptedPageTool } from '../scripted-tools.ts'
import type { Scene } from './scene.ts'

/** A running answer asks for a call of each kind that waits. */
const asksIn = async ({ room }: Scene, generation: string): Promise<void> => {
  const { owner = '' } = (await room.store.getGeneration(generation)) ?? {}
  await room.store.startGeneration(generation, 1, room.clock.now())
  const ask = (call: string, approval: boolean, page: boolean) =>
    room.store.askToolCall({ generationId: generation, call, approval, page, owner, at: room.clock.now() })
  await ask('pay', true, false)
  await ask('open cart', false, true)
  await ask('fill form', true, true)
}

export const asks = (scene: Scene): Promise<void> => asksIn(scene, scene.generation)

export const decide = ({ answer }: Scene) => ({ message: answer, call: 'pay', approve: true })
export const give = ({ answer }: Scene) => ({ message: answer, call: 'open cart', result: 'opened' })
export const tools = [scriptedPageTool('open_cart', { title: 'Open the cart' })]

export const after =
  (...steps: ((scene: Scene) => Promise<unknown>)[]) =>
  async (scene: Scene): Promise<void> => {
    await asks(scene)
    for (const step of steps) await step(scene)
  }

export const archive = ({ act, thread }: Scene) => act('updateThread', { thread, archived: true })

export const guest =
  (role: 'viewer' | 'collaborator') =>
  ({ act, thread }: Scene) =>
    act('inviteParticipant', { thread, user: 'eve', role })

/** Somebody else than the owner has asked for the answer that runs. */
export const guestAsks = async (scene: Scene): Promise<void> => {
  const { actAs, stranger, answer } = scene
  await guest('collaborator')(scene)
  const { message } = await actAs(stranger, 'regenerate', { message: answer })
  await asksIn(scene, message.generation?.id ?? '')
}
