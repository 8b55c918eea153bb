import { bounds } from '@chat-view/protocol/codes'
import { among } from '../row-ids.ts'
import type { Units } from '../units.ts'
import { removeLoneVisitors } from './lone-visitors.ts'

const day = 86_400_000

/** Commands that are older than they are remembered (RT11). */
export const purgeCommands = (units: Units, at: number, limit: number): Promise<number> =>
  units.alone(async ({ commands }) => {
    const old = await commands.all({ at: { $lte: at - bounds.commandDays * day } }, { sort: { at: 1 }, limit })
    return commands.remove(among(old))
  })

/** Sessions that ran out, or were ended a day ago; and visitors who had nothing else. */
export const purgeSessions = async (
  units: Units,
  at: number,
  limit: number,
): Promise<{ sessions: number; visitors: number }> => {
  const ended = await units.alone(async ({ sessions }) => {
    const expired = await sessions.all({ expiresAt: { $lte: at } }, { sort: { expiresAt: 1 }, limit })
    const over = { revokedAt: { $gte: 0, $lte: at - day } }
    const revoked = await sessions.all(over, { sort: { revokedAt: 1 }, limit })
    const gone = [...new Map([...expired, ...revoked].map(row => [row._id, row])).values()].slice(0, limit)
    await sessions.remove(among(gone))
    return gone
  })
  const visitors = await removeLoneVisitors(
    units,
    ended.map(({ userId }) => userId),
  )
  return { sessions: ended.length, visitors }
}

/** Invitations that let nobody in for a day. */
export const purgeInvites = (units: Units, at: number, limit: number): Promise<number> =>
  units.together(async ({ invites, inviteUses }) => {
    const expired = await invites.all({ expiresAt: { $lte: at - day } }, { sort: { expiresAt: 1 }, limit })
    const over = { revokedAt: { $gte: 0, $lte: at - day } }
    const revoked = await invites.all(over, { sort: { revokedAt: 1 }, limit })
    const ids = [...new Set([...expired, ...revoked].map(({ _id }) => _id))].slice(0, limit)
    await inviteUses.remove({ inviteId: { $in: ids } })
    return await invites.remove({ _id: { $in: ids } })
  })
