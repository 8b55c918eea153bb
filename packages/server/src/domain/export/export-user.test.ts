import { edit, message, threadEntry } from '@chat-view/protocol'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Principal } from '../../ports/principal.ts'
import type { ExportFormat } from '../../ports/reads.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { summarise } from '../../testing/store-contract/summarising.ts'
import {
  newAnswer,
  newId,
  newSession,
  newVisitor,
  newWorld,
  textParts,
  World,
} from '../../testing/store-contract/world.ts'
import { exportUser } from './export-user.ts'

const clock = createFakeClock()

let store: Store
let world: World
beforeEach(async () => {
  store = await openTempStore()
  world = await newWorld(store)
})
afterEach(() => store.close())

const principalOf = ({ project, user }: World): Principal => ({
  userId: user.id,
  projectId: project.id,
  sessionId: newId(),
  kind: user.kind,
  name: user.name,
  projectRole: null,
  expiresAt: 0,
})

const allOf = async (pieces: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

const live = { partsOf: () => null }
const piecesOf = (of: World, format: ExportFormat, signal?: AbortSignal) =>
  exportUser({ store, live, clock }, principalOf(of), format, signal)

const exported = async (of: World, format: ExportFormat): Promise<string> =>
  (await allOf(piecesOf(of, format))).join('')

const parsed = async (of: World) =>
  JSON.parse(await exported(of, 'json')) as {
    version: number
    exportedAt: number
    user: Record<string, unknown>
    threads: ({ messages: Record<string, unknown>[] } & Record<string, unknown>)[]
  }

describe('an export', () => {
  it('CV12 holds threads with their entries, and messages with versions, earlier texts and own opinions', async () => {
    const userId = world.user.id
    const id = await world.thread('Trip')
    const asked = await world.askAndFinish(id, 'First answer')
    const earlier = { rating: 'up', reason: 'to the point' } as const
    await store.giveFeedback({ messageId: asked.messageId, userId, feedback: earlier, at: world.tick() })
    const again = newAnswer({ messageId: asked.messageId })
    await store.regenerate({ messageId: asked.messageId, userId, answer: again, at: world.tick() })
    await world.finish(again.generationId, 'Second answer')
    const feedback = { rating: 'down', reason: 'too long' } as const
    await store.giveFeedback({ messageId: asked.messageId, userId, feedback, at: world.tick() })
    const change = { messageId: asked.questionId, editId: newId(), userId, text: 'Another question', keep: 5 }
    await store.editMessage({ ...change, at: world.tick() })
    const archived = await world.thread('Archived')
    await store.updateThread({ id: archived, userId, archived: true, pinned: true, at: world.tick() })

    const document = await parsed(world)
    expect(document).toMatchObject({ version: 1, exportedAt: clock.now(), user: { id: userId, kind: 'visitor' } })
    expect(document.threads.map(thread => thread.id)).toEqual([id, archived])
    for (const thread of document.threads) expect(threadEntry.parse(thread)).toMatchObject({ role: 'owner' })
    const [question, answer] = document.threads[0]?.messages ?? []
    expect(message.parse(question)).toMatchObject({ parts: textParts('Another question'), edits: 1 })
    expect(z.array(edit).parse(question?.earlier)).toMatchObject([{ before: 'A question' }])
    expect(message.parse(answer)).toMatchObject({ parts: textParts('Second answer'), feedback })
    expect(answer?.answers).toMatchObject([
      { parts: textParts('First answer'), feedback: earlier },
      { parts: textParts('Second answer'), feedback },
    ])

    const text = await exported(world, 'markdown')
    for (const part of [
      '## Trip',
      'Another question',
      '> A question',
      'Second answer',
      '> First answer',
      'too long',
      'to the point',
    ])
      expect(text).toContain(part)
    expect(text).toContain('## Archived')
    expect(text).toContain('*Before the question was changed*')
  })

  it('CV12 holds of shared threads what the user can read, and of others nothing', async () => {
    const guest = new World(store, world.project, await world.addUser())
    const [shared, own] = [await world.thread('Shared'), await world.thread('Mine alone')]
    const act = { threadId: shared, actorId: world.user.id, role: 'viewer', at: world.tick() } as const
    await store.addParticipant({ ...act, user: { userId: guest.user.id } })
    await world.send(shared, 'For both')
    await world.send(own, 'For me')
    const gone = await world.send(shared, 'Taken back')
    await store.deleteMessage({ messageId: gone.messageId, userId: world.user.id, at: world.tick() })
    const document = await parsed(guest)
    expect(document.threads).toMatchObject([{ id: shared, role: 'viewer' }])
    expect(document.threads[0]?.messages).toMatchObject([{ parts: textParts('For both') }, { parts: [], earlier: [] }])
    const text = await exported(guest, 'markdown')
    expect(text).toContain('*Deleted 1970')
    expect(text).not.toContain('For me')
    expect(text).not.toContain('Taken back')
  })

  it('AI5 holds summaries, with the parts of a thread that they stand for', async () => {
    const id = await world.thread('Long')
    await world.askAndFinish(id)
    const made = await summarise(world, id, 1, undefined, 'They spoke of *ships*.')
    const { projectId: _, ...expected } = made
    const document = await parsed(world)
    expect(document.threads[0]?.summaries).toEqual([expected])
    expect(await exported(world, 'markdown')).toContain(
      '*Summary of 2 messages, by the assistant, 1970-01-01T00:00:01Z*\n\n> They spoke of *ships*.',
    )
    await store.editSummary({ id: made.id, userId: world.user.id, text: 'Mine', at: world.tick() })
    expect(await exported(world, 'markdown')).toContain('by a person')
  })

  it('CV12 holds the text of a running answer as its readers have it', async () => {
    const id = await world.thread()
    const { generationId } = await world.ask(id)
    const partsOf = (generation: string) => (generation === generationId ? textParts('So far') : null)
    const pieces = exportUser({ store, live: { partsOf }, clock }, principalOf(world), 'markdown')
    expect((await allOf(pieces)).join('')).toContain('So far')
  })

  it('CV12 is one valid document whatever was written, and nothing in it is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), { maxLength: 5 }),
        async texts => {
          const me = new World(store, world.project, await world.addUser())
          const id = await me.thread(texts[0]?.slice(0, 20) ?? null)
          for (const text of texts) await me.send(id, text.toWellFormed())
          const document = await parsed(me)
          expect(document.threads[0]?.messages.map(one => one.parts)).toEqual(
            texts.map(text => textParts(text.toWellFormed())),
          )
          expect(await exported(me, 'markdown')).toMatch(/^# Conversations of /)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('CV12 comes page by page as it is asked for, and ends when it is told to', async () => {
    const id = await world.thread()
    for (let n = 0; n < 120; n++) await world.send(id, `Message ${n}`)
    let pages = 0
    const counting = {
      ...store,
      listMessages: (query: Parameters<Store['listMessages']>[0]) => {
        pages++
        return store.listMessages(query)
      },
    }
    const stop = new AbortController()
    const pieces = exportUser({ store: counting, live, clock }, principalOf(world), 'json', stop.signal)
    let text = ''
    for await (const piece of pieces) {
      text += piece
      if (text.includes('Message 10"')) break
    }
    expect(pages).toBe(1)
    expect(JSON.parse(await exported(world, 'json')).threads[0].messages).toHaveLength(120)
    const second = exportUser({ store: counting, live, clock }, principalOf(world), 'json', stop.signal)
    await second.next()
    stop.abort(new Error('enough'))
    await expect(allOf(second)).rejects.toThrow('enough')
  })

  it('CV12 a thread that leaves the archive meanwhile is in it once', async () => {
    const userId = world.user.id
    const [open, archived] = [await world.thread('Open'), await world.thread('Archived')]
    await store.updateThread({ id: archived, userId, archived: true, at: world.tick() })
    const moving = {
      ...store,
      listThreads: async (query: Parameters<Store['listThreads']>[0]) => {
        const page = await store.listThreads(query)
        if (!query.archived) await store.updateThread({ id: archived, userId, archived: false, at: world.tick() })
        return page
      },
    }
    const pieces = await allOf(exportUser({ store: moving, live, clock }, principalOf(world), 'json'))
    const ids = JSON.parse(pieces.join('')).threads.map(({ id }: { id: string }) => id)
    expect(ids.sort()).toEqual([open, archived].sort())
  })

  it('CV12 names the user as the host and they themselves do, and nobody who is not there', async () => {
    const made = { ...newVisitor(world.project.id), kind: 'known' as const, externalId: 'ada', name: 'Ada *L*' }
    const ada = new World(store, world.project, await store.openKnownSession(made, newSession(made)))
    expect((await parsed(ada)).user).toMatchObject({ externalId: 'ada', name: 'Ada *L*' })
    expect(await exported(ada, 'markdown')).toContain('# Conversations of Ada \\*L\\*')
    const stranger = { ...principalOf(ada), projectId: newId() }
    await expect(allOf(exportUser({ store, live, clock }, stranger, 'json'))).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
