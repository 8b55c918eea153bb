import type { Message, Page, UsageReport } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAccess } from './fake-access.ts'
import { fakeErase, fakeExport } from './fake-account.ts'
import type { FakeAnswers } from './fake-answers.ts'
import type { FakeHandlers } from './fake-commands.ts'
import { firstPage, lastPage, pageAround } from './fake-pages.ts'
import { participantsOf, standingInvites } from './fake-people.ts'
import { fakeSearch } from './fake-search.ts'
import type { FakeSessions } from './fake-sessions.ts'
import { findSummary, summariesOf } from './fake-summaries.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

const all = <T>(items: readonly T[]): Page<T> => ({ items: [...items], before: null, after: null })

/** One request of a user. */
export interface FakeAsk {
  readonly user: string
  readonly method: string
  readonly url: URL
  readonly body: unknown
}

interface FakeHttpServices {
  readonly world: FakeWorld
  readonly answers: FakeAnswers
  readonly access: FakeAccess
  readonly sessions: FakeSessions
  readonly people: Pick<FakeHandlers, 'acceptInvite' | 'claimVisitor'>
  readonly usage: () => UsageReport
  readonly pageSize: number
}

/** What the fake server answers to a user's request: a value for JSON, or a response of its own. */
export const fakeHttp = ({ world, answers, access, sessions, people, usage, pageSize }: FakeHttpServices) => {
  const messages = (row: FakeThread, query: URLSearchParams): Page<Message> => {
    const rows = [...row.messages.values()]
    const shown = query.get('superseded') === 'true' ? rows : rows.filter(({ supersededBy }) => supersededBy === null)
    const limit = Number(query.get('limit') ?? pageSize)
    const [before, after, around] = ['before', 'after', 'around'].map(name => query.get(name) ?? undefined)
    const cut = before === undefined && after !== undefined ? firstPage : lastPage
    const page = around === undefined ? cut(shown, limit, { before, after }) : pageAround(shown, limit, around)
    if (!page) throw new ChatError('not_found')
    return { ...page, items: page.items.map(message => answers.read(message)) }
  }

  const message = (user: string, id: string, what: string | undefined): unknown => {
    const found = access.message(user, id, what === undefined ? 'thread.read' : 'message.history')
    if (what === undefined) return answers.read(found.message)
    if (what === 'edits') return all(found.row.edits.get(id) ?? [])
    const versions = [...(found.row.answers.get(id) ?? []), found.message].map((row, index) => {
      const { parts, generation, createdAt } = row
      return { number: index + 1, parts, generation, createdAt }
    })
    return all(versions)
  }

  const threads = (user: string, query: URLSearchParams): unknown => {
    const after = query.get('after')
    return world.listThreads(user, {
      limit: Number(query.get('limit') ?? pageSize),
      archived: query.get('archived') === 'true',
      ...(after !== null && { after }),
    })
  }

  const ofThread = (user: string, id: string, what: string | undefined, query: URLSearchParams): unknown => {
    if (what === 'messages') return messages(access.thread(user, id, 'thread.read'), query)
    if (what === 'participants') return all(participantsOf(world, access.thread(user, id, 'participant.list')))
    if (what === 'summaries') return all(summariesOf(access.thread(user, id, 'summary.read')))
    if (what === 'invites') return all(standingInvites(world, access.thread(user, id, 'invite.read')))
    return world.entry(access.thread(user, id, 'thread.read'), user)
  }

  const search = (user: string, query: URLSearchParams): unknown => {
    const thread = query.get('thread')
    if (thread !== null) access.thread(user, thread, 'thread.read')
    const limit = Number(query.get('limit') ?? bounds.searchResults.default)
    return fakeSearch(world, user, { query: query.get('q') ?? '', thread, limit })
  }

  const change = ({ user, method, url, body }: FakeAsk): unknown => {
    const args = body as { token: string }
    switch (`${method} ${url.pathname}`) {
      case 'POST /v1/invites/accept':
        return people.acceptInvite(user, args, fakeId())
      case 'POST /v1/me/claims':
        return sessions.claim(user)
      case 'POST /v1/me/claim':
        return people.claimVisitor(user, args, fakeId())
      case 'DELETE /v1/me':
        return fakeErase(world, answers, sessions, user)
      default:
        throw new ChatError('not_found')
    }
  }

  return (ask: FakeAsk): unknown => {
    if (ask.method !== 'GET') return change(ask)
    const { user, url } = ask
    const [, , kind, id, what] = url.pathname.split('/')
    if (kind === 'me')
      return id === 'export' ? fakeExport(world, user, url.searchParams.get('format')) : world.users.get(user)
    if (kind === 'search') return search(user, url.searchParams)
    if (kind === 'threads') return id ? ofThread(user, id, what, url.searchParams) : threads(user, url.searchParams)
    if (kind === 'usage') return usage()
    if (kind === 'summaries' && id) return findSummary(world, access, { user, id, action: 'summary.read' }).summary
    if (kind === 'messages' && id) return message(user, id, what)
    throw new ChatError('not_found')
  }
}
