import { inviteTo } from './carried-words.ts'
import type { RefusalCase } from './command-cases.ts'
import type { Scene } from './scene.ts'

const archive = ({ act, thread }: Scene) => act('updateThread', { thread, archived: true })
const remove = ({ act, thread }: Scene) => act('deleteThread', { thread })
const asGuest = ({ act, thread }: Scene) => act('inviteParticipant', { thread, user: 'eve', role: 'collaborator' })

const inOrder =
  (...steps: readonly ((scene: Scene) => Promise<unknown>)[]) =>
  async (scene: Scene): Promise<void> => {
    for (const step of steps) await step(scene)
  }

const invite = ({ thread }: Scene) => ({ thread, user: 'eve', role: 'viewer' })
const setRole = ({ thread, stranger }: Scene) => ({ thread, user: stranger.id, role: 'viewer' })
const takeOut = ({ thread, stranger }: Scene) => ({ thread, user: stranger.id })
const takeOutOwner = ({ thread, owner }: Scene) => ({ thread, user: owner.id })
const link = ({ thread }: Scene) => ({ thread, role: 'viewer' })
const revoke = async (scene: Scene) => ({ invite: (await inviteTo(scene)).id })

const managing = [
  ['inviteParticipant', invite],
  ['setParticipantRole', setRole],
  ['removeParticipant', takeOutOwner],
  ['createInvite', link],
  ['revokeInvite', revoke],
] as const

const strangers: readonly RefusalCase[] = managing.map(([command, args]) => ({
  name: `${command} of a stranger`,
  command,
  by: 'stranger',
  args,
  code: 'not_found',
}))

const guests: readonly RefusalCase[] = managing.map(([command, args]) => ({
  name: `${command} of a guest`,
  command,
  by: 'stranger',
  before: asGuest,
  args,
  code: 'forbidden',
}))

const archived: readonly RefusalCase[] = managing.slice(0, 4).map(([command, args]) => ({
  name: `${command} in an archived thread`,
  command,
  before: inOrder(asGuest, archive),
  args: command === 'removeParticipant' ? takeOut : args,
  code: 'thread_archived',
}))

const deleted: readonly RefusalCase[] = managing.slice(0, 4).map(([command, args]) => ({
  name: `${command} in a deleted thread`,
  command,
  before: inOrder(asGuest, remove),
  args: command === 'removeParticipant' ? takeOut : args,
  code: 'deleted',
}))

const wrongPeople: readonly RefusalCase[] = [
  {
    name: 'inviteParticipant as an owner',
    command: 'inviteParticipant',
    args: ({ thread }) => ({ thread, user: 'eve', role: 'owner' }),
    code: 'invalid_request',
    problem: () => ({ errors: [{ path: 'role' }] }),
  },
  { name: 'setParticipantRole of nobody there', command: 'setParticipantRole', args: setRole, code: 'not_found' },
  {
    name: 'setParticipantRole of the owner',
    command: 'setParticipantRole',
    args: scene => ({ ...takeOutOwner(scene), role: 'viewer' }),
    code: 'state_conflict',
  },
  { name: 'removeParticipant of nobody there', command: 'removeParticipant', args: takeOut, code: 'not_found' },
  { name: 'an owner who wants to leave', command: 'removeParticipant', args: takeOutOwner, code: 'forbidden' },
]

/** Who may not let people in and out, and where, with the same problem through every door (CV10). */
export const peopleRefusals: readonly RefusalCase[] = [...strangers, ...guests, ...archived, ...deleted, ...wrongPeople]
