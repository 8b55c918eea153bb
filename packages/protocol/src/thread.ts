import { z } from 'zod'
import { id, seq, time, version } from './ids.ts'
import { title } from './text.ts'

/** Roles in a thread; the owner is its first (CV9). */
export const threadRole = z.enum(['owner', 'collaborator', 'viewer'])

/** A conversation, as all its participants see it. */
export const thread = z
  .object({
    id,
    version,
    seq: seq.meta({ description: 'Its newest change' }),
    title: title.nullable(),
    archivedAt: time.nullable(),
    createdAt: time,
    lastActivityAt: time,
    messageCount: z.number().int().min(0),
    totalTokens: z.number().int().min(0),
  })
  .meta({ id: 'Thread' })

/** A thread in one user's list: with what is theirs alone. */
export const threadEntry = z
  .object({
    ...thread.shape,
    role: threadRole,
    pinned: z.boolean(),
    readSeq: seq.meta({ description: 'How far this user has read' }),
    unread: z.boolean(),
  })
  .meta({ id: 'ThreadEntry' })

/** A person in a thread. */
export const participant = z
  .object({ userId: id, name: z.string().nullable(), role: threadRole, since: time })
  .meta({ id: 'Participant' })

export type ThreadRole = z.infer<typeof threadRole>
export type Thread = z.infer<typeof thread>
export type ThreadEntry = z.infer<typeof threadEntry>
export type Participant = z.infer<typeof participant>
