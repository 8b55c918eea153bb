import type { CommandArgs } from '@chat-view/protocol'
import type { Person, Scene } from './scene.ts'

/** An invitation into the scene's thread, as its owner makes it. */
export const inviteTo = async (
  { act, thread }: Scene,
  more: Partial<CommandArgs<'createInvite'>> = {},
): Promise<{ id: string; token: string }> => {
  const { invite, token } = await act('createInvite', { thread, role: 'viewer', ...more })
  return { id: invite.id, token }
}

/** What somebody says so that their threads may become another's. */
export const claimOf = ({ room }: Scene, { id }: Person, lifeMs = 600_000): Promise<string> =>
  room.tokens.signClaim({ visitorId: id, projectId: room.project.id }, room.clock.now() + lifeMs)

/** The scene's visitor begins a thread, and lets it be taken over. */
export const visitorsClaim = async (scene: Scene): Promise<string> => {
  await scene.actAs(scene.visitor, 'createThread', { title: 'Begun before' })
  return claimOf(scene, scene.visitor)
}
