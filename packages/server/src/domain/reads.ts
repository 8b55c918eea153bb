import type { Action } from '@chat-view/protocol/codes'
import { bounds } from '@chat-view/protocol/codes'
import type { Clock } from '../ports/clock.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { LiveAnswers } from '../ports/live-answers.ts'
import type { Principal } from '../ports/principal.ts'
import type { PageQuery, Reads } from '../ports/reads.ts'
import type { Store } from '../ports/store.ts'
import type { ThreadPlace } from '../ports/thread-store.ts'
import type { Tokens } from '../ports/tokens.ts'
import { createAccess } from './access.ts'
import { createCursors } from './cursors.ts'
import { entryOf } from './entry-of.ts'
import { exportUser } from './export/export-user.ts'
import { inviteOf } from './invite-of.ts'
import { messagesAround } from './messages-around.ts'
import { presentMessages } from './present-messages.ts'
import { createSearch } from './search/create-search.ts'
import { summaryOf } from './summaries/summary-of.ts'

export interface ReadsOptions {
  readonly store: Store
  readonly live: Pick<LiveAnswers, 'partsOf'>
  readonly tokens: Pick<Tokens, 'seal' | 'unseal'>
  readonly clock: Clock
}

const { min, max, default: usual } = bounds.page

const limitOf = ({ limit = usual }: PageQuery): number => {
  if (Number.isInteger(limit) && limit >= min && limit <= max) return limit
  throw new CodedError('invalid_request', {
    errors: [{ path: 'limit', message: `must be a whole number from ${min} to ${max}` }],
  })
}

// The store's queries tell an absent bound from one that is there.
const boundsOf = <Place>(before: Place | undefined, after: Place | undefined): { before?: Place; after?: Place } => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
})

/** What users read, with permission, cursors and the text of running answers (CV9, ST5). */
export const createReads = ({ store, live, tokens, clock }: ReadsOptions): Reads => {
  const access = createAccess(store)

  const history = async (principal: Principal, messageId: string, action: Action): Promise<void> => {
    const { message } = await access.toMessage(principal, messageId, action)
    if (message.deletedAt !== null) throw new CodedError('deleted')
  }

  return {
    access: (principal, threadId, action) => access.toThread(principal, threadId, [action]),

    async listThreads(principal, { archived = false, ...query }) {
      const limit = limitOf(query)
      const cursors = createCursors<ThreadPlace>(tokens, ['threads', principal.userId, archived])
      const page = await store.listThreads({
        userId: principal.userId,
        archived,
        limit,
        now: clock.now(),
        ...boundsOf(cursors.read(query.before), cursors.read(query.after)),
      })
      return { items: page.items, before: cursors.write(page.before), after: cursors.write(page.after) }
    },

    async getThread(principal, threadId) {
      return entryOf(store, principal.userId, await access.toThread(principal, threadId, ['thread.read']))
    },

    async listMessages(principal, threadId, { superseded = false, around, ...query }) {
      const limit = limitOf(query)
      await access.toThread(principal, threadId, ['thread.read'])
      const cursors = createCursors<number>(tokens, ['messages', principal.userId, threadId, superseded])
      const list = { threadId, limit, superseded }
      const page =
        around === undefined
          ? await store.listMessages({ ...list, ...boundsOf(cursors.read(query.before), cursors.read(query.after)) })
          : await messagesAround(store, list, around)
      const items = await presentMessages(store, principal.userId, page.items, live)
      return { items, before: cursors.write(page.before), after: cursors.write(page.after) }
    },

    async getMessage(principal, messageId) {
      const { message } = await access.toMessage(principal, messageId, 'thread.read')
      const [presented] = await presentMessages(store, principal.userId, [message], live)
      if (!presented) throw new CodedError('not_found')
      return presented
    },

    async listEdits(principal, messageId) {
      await history(principal, messageId, 'message.history')
      return store.listEdits(messageId)
    },

    async listVersions(principal, messageId) {
      await history(principal, messageId, 'message.history')
      return store.listVersions(messageId)
    },

    async listParticipants(principal, threadId) {
      await access.toThread(principal, threadId, ['participant.list'])
      return store.listParticipants(threadId)
    },

    async listSummaries(principal, threadId) {
      await access.toThread(principal, threadId, ['summary.read'])
      return (await store.listSummaries(threadId)).map(summaryOf)
    },

    async getSummary(principal, summaryId) {
      return summaryOf((await access.toSummary(principal, summaryId, 'summary.read')).summary)
    },

    async listInvites(principal, threadId) {
      await access.toThread(principal, threadId, ['invite.read'])
      return (await store.listInvites(threadId, clock.now())).map(inviteOf)
    },

    search: createSearch({ store, access }),

    exportUser: (principal, format, signal) => exportUser({ store, live, clock }, principal, format, signal),

    async getMe(principal) {
      const user = await store.getUser(principal.userId)
      if (!user || user.projectId !== principal.projectId) throw new CodedError('not_found')
      return { id: user.id, kind: user.kind, name: user.name }
    },
  }
}
