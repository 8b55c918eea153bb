import type { Message, Page } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAnswers } from './fake-answers.ts'
import { lastPage } from './fake-pages.ts'
import type { FakeThread, FakeWorld } from './fake-world.ts'

const all = <T>(items: readonly T[]): Page<T> => ({ items: [...items], before: null, after: null })

/** What the fake server answers to a GET of a user. */
export const fakeHttp = (world: FakeWorld, answers: FakeAnswers, pageSize: number) => {
  const threadOf = (user: string, id: string | undefined): FakeThread => {
    const row = world.threads.get(id ?? '')
    if (!row || row.owner !== user) throw new ChatError('not_found')
    if (row.deleted) throw new ChatError('deleted')
    return row
  }

  const messages = (row: FakeThread, query: URLSearchParams): Page<Message> => {
    const rows = [...row.messages.values()]
    const shown = query.get('superseded') === 'true' ? rows : rows.filter(({ supersededBy }) => supersededBy === null)
    const { before, limit } = {
      before: query.get('before') ?? undefined,
      limit: Number(query.get('limit') ?? pageSize),
    }
    const page = lastPage(shown, limit, { before })
    return { ...page, items: page.items.map(message => answers.read(message)) }
  }

  const message = (user: string, id: string, what: string | undefined): unknown => {
    const found = world.find(id)
    if (!found || found.row.owner !== user) throw new ChatError('not_found')
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

  return (user: string, { pathname, searchParams }: URL): unknown => {
    const [, , kind, id, what] = pathname.split('/')
    if (kind === 'me') return world.users.get(user)
    if (kind === 'threads' && !id) return threads(user, searchParams)
    if (kind === 'threads' && what === 'messages') return messages(threadOf(user, id), searchParams)
    if (kind === 'threads' && what === 'participants') {
      const { name = null } = world.users.get(user) ?? {}
      return all([{ userId: user, name, role: 'owner', since: threadOf(user, id).thread.createdAt }])
    }
    if (kind === 'threads') return world.entry(threadOf(user, id))
    if (kind === 'messages' && id) return message(user, id, what)
    throw new ChatError('not_found')
  }
}
