import { onDemand } from '../on-demand.ts'
import type { ThreadParticipants } from './thread-participants.ts'
import type { ThreadServices } from './thread-services.ts'

/** Few manage people, so its code comes when it is wanted. */
export const participantsOnDemand = (services: ThreadServices, threadId: () => string | null): ThreadParticipants =>
  onDemand(async () => (await import('./open-participants.ts')).openParticipants(services, threadId), {
    list: true,
    invite: true,
    createInvite: true,
    invites: true,
    revoke: true,
    setRole: true,
    remove: true,
    leave: true,
  })
