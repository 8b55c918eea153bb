import { bounds } from '@chat-view/protocol/codes'
import { claimOf, inviteTo, visitorsClaim } from './carried-words.ts'
import type { RefusalCase } from './command-cases.ts'
import type { Scene } from './scene.ts'

const elsewhere = '00000000-0000-7000-8000-000000000000'

const archive = ({ act, thread }: Scene) => act('updateThread', { thread, archived: true })
const remove = ({ act, thread }: Scene) => act('deleteThread', { thread })
const link = ({ thread }: Scene) => ({ thread, role: 'viewer' })
const accept = async (scene: Scene) => ({ token: (await inviteTo(scene)).token })

const acceptAfter =
  (step: (scene: Scene, id: string) => Promise<unknown>, more: { maxUses?: number; expiresIn?: number } = {}) =>
  async (scene: Scene) => {
    const { id, token } = await inviteTo(scene, more)
    await step(scene, id)
    return { token }
  }

/** What is wrong with links (CV10.2). */
export const linkRefusals: readonly RefusalCase[] = [
  {
    name: 'createInvite for less than a minute',
    command: 'createInvite',
    args: scene => ({ ...link(scene), expiresIn: 59 }),
    code: 'invalid_request',
  },
  {
    name: 'createInvite beside fifty that stand',
    command: 'createInvite',
    before: async scene => {
      for (let made = 0; made < bounds.invite.standing; made++) await inviteTo(scene)
    },
    args: link,
    code: 'too_many',
  },
  {
    name: 'revokeInvite of one that never was',
    command: 'revokeInvite',
    args: () => ({ invite: elsewhere }),
    code: 'not_found',
  },
  {
    name: 'acceptInvite of a forged one',
    command: 'acceptInvite',
    by: 'stranger',
    args: async scene => ({ token: `${(await inviteTo(scene)).token.slice(0, -4)}AAAA` }),
    code: 'token_invalid',
  },
  {
    name: 'acceptInvite of a visitor’s claim',
    command: 'acceptInvite',
    by: 'stranger',
    args: async scene => ({ token: await claimOf(scene, scene.visitor) }),
    code: 'token_invalid',
  },
  {
    name: 'acceptInvite of another project’s',
    command: 'acceptInvite',
    by: 'stranger',
    args: async scene => {
      const { id: inviteId } = await inviteTo(scene)
      const ends = scene.room.clock.now() + 60_000
      return { token: await scene.room.tokens.signInvite({ inviteId, projectId: elsewhere }, ends) }
    },
    code: 'token_invalid',
  },
  {
    name: 'acceptInvite of one that has ended',
    command: 'acceptInvite',
    by: 'stranger',
    args: acceptAfter(async ({ room }) => room.clock.advance(60_000), { expiresIn: 60 }),
    code: 'token_expired',
  },
  {
    name: 'acceptInvite of one that was revoked',
    command: 'acceptInvite',
    by: 'stranger',
    args: acceptAfter(({ act }, id) => act('revokeInvite', { invite: id })),
    code: 'state_conflict',
  },
  {
    name: 'acceptInvite of one that is used up',
    command: 'acceptInvite',
    by: 'stranger',
    args: async scene => {
      const { token } = await inviteTo(scene, { maxUses: 1 })
      await scene.actAs(scene.visitor, 'acceptInvite', { token })
      return { token }
    },
    code: 'state_conflict',
  },
  {
    name: 'acceptInvite into an archived thread',
    command: 'acceptInvite',
    by: 'stranger',
    args: acceptAfter(archive),
    code: 'thread_archived',
  },
  {
    name: 'acceptInvite into a deleted thread',
    command: 'acceptInvite',
    by: 'stranger',
    args: acceptAfter(remove),
    code: 'deleted',
  },
  { name: 'acceptInvite without a token', command: 'acceptInvite', args: () => ({}), code: 'invalid_request' },
  {
    name: 'acceptInvite into a thread that one was removed from, by the same link',
    command: 'acceptInvite',
    by: 'stranger',
    args: async scene => {
      const { token } = await accept(scene)
      await scene.actAs(scene.stranger, 'acceptInvite', { token })
      await scene.act('removeParticipant', { thread: scene.thread, user: scene.stranger.id })
      return { token }
    },
    code: 'state_conflict',
  },
]

/** Whose threads cannot be taken over, and by which words not (SE2). */
export const claimRefusals: readonly RefusalCase[] = [
  {
    name: 'claimVisitor of a visitor',
    command: 'claimVisitor',
    by: 'visitor',
    args: async scene => ({ token: await visitorsClaim(scene) }),
    code: 'forbidden',
  },
  {
    name: 'claimVisitor of a known user’s threads',
    command: 'claimVisitor',
    by: 'stranger',
    args: async scene => ({ token: await claimOf(scene, scene.owner) }),
    code: 'state_conflict',
  },
  {
    name: 'claimVisitor of what another has claimed',
    command: 'claimVisitor',
    by: 'stranger',
    args: async scene => {
      const token = await visitorsClaim(scene)
      await scene.act('claimVisitor', { token })
      return { token }
    },
    code: 'state_conflict',
  },
  {
    name: 'claimVisitor with a forged word',
    command: 'claimVisitor',
    args: async scene => ({ token: `${(await visitorsClaim(scene)).slice(0, -4)}AAAA` }),
    code: 'token_invalid',
  },
  {
    name: 'claimVisitor with the proof by which a visitor comes back',
    command: 'claimVisitor',
    args: async ({ room, visitor }) => {
      const claims = { userId: visitor.id, sessionId: elsewhere, projectId: room.project.id }
      return { token: await room.tokens.signVisitor(claims, room.clock.now() + 60_000) }
    },
    code: 'token_invalid',
  },
  {
    name: 'claimVisitor with a word of ten minutes ago',
    command: 'claimVisitor',
    args: async scene => {
      const token = await claimOf(scene, scene.visitor, 1_000)
      scene.room.clock.advance(2_000)
      return { token }
    },
    code: 'token_expired',
  },
  {
    name: 'claimVisitor of a visitor who never was',
    command: 'claimVisitor',
    args: async scene => ({ token: await claimOf(scene, { id: elsewhere, token: '' }) }),
    code: 'not_found',
  },
  {
    name: 'claimVisitor of another project’s visitor',
    command: 'claimVisitor',
    args: async ({ room, visitor }) => {
      const claims = { visitorId: visitor.id, projectId: elsewhere }
      return { token: await room.tokens.signClaim(claims, room.clock.now() + 60_000) }
    },
    code: 'token_invalid',
  },
]
