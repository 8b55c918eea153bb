import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeHasher } from '../../cli/hasher.ts'
import { importArchive } from '../../domain/archive/import-archive.ts'
import { archiveKinds } from '../../ports/archive-row.ts'
import type { Store } from '../../ports/store.ts'
import { type Filled, fillStore } from '../fill-store.ts'
import { codeOf, refusalOf } from '../store-contract/coded.ts'
import type { OpenedStore, OpenStore } from '../store-contract/opened-store.ts'
import { exportedLines, linesOf, memoryPlaces, olderArchive } from './archive-lines.ts'

/** Drift of a whole walk, which repairs nothing. */
const driftOf = async (store: Store): Promise<unknown[]> => {
  const drifts: unknown[] = []
  for (let after: string | null = null; ; ) {
    const slice = await store.reconcile({ at: 5_000, repair: false, after, limit: 100 })
    drifts.push(...slice.drifts)
    if (slice.next === null) return drifts
    after = slice.next
  }
}

/** What moving from one store to another must keep (ST9); `from` and `to` open empty ones, of the same kind or not. */
export const archiveContract = (name: string, from: OpenStore, to: OpenStore): void => {
  describe(`an archive: ${name}`, () => {
    let source: OpenedStore
    let target: OpenedStore
    let filled: Filled
    beforeAll(async () => {
      source = await from()
      filled = await fillStore(source.store)
      const { answerId: messageId, world } = await fillStore(source.store)
      const verb = { messageId, userId: world.user.id, at: world.tick() }
      await source.store.showVersion({ ...verb, number: 2 })
      await source.store.giveFeedback({ ...verb, feedback: { rating: 'up', reason: 'Longer' } })
    })
    afterAll(() => source?.close())
    beforeEach(async () => {
      target = await to()
    })
    afterEach(() => target.close())

    it('ST9 everything arrives: equal counts, equal checksums, rows that agree', async () => {
      const { lines, trailer } = await exportedLines(source.store)
      for (const kind of archiveKinds) expect([kind, trailer.counts[kind]]).not.toEqual([kind, 0])
      const places = memoryPlaces()
      const result = await importArchive({
        store: target.store,
        lines: () => linesOf(lines),
        places,
        makeHasher,
        batch: 5,
      })
      expect(result).toMatchObject({ counts: trailer.counts, checksums: trailer.checksums, resumedAt: 0 })
      expect(places.place).toBeNull()
      const again = await exportedLines(target.store, 50)
      expect(again.trailer.counts).toEqual(trailer.counts)
      expect(again.trailer.checksums).toEqual(trailer.checksums)
      expect(await driftOf(target.store)).toEqual([])
    })

    it('ST9 what arrived is served as before: lists, texts, search, order, deliveries', async () => {
      const { lines } = await exportedLines(source.store)
      await importArchive({ store: target.store, lines: () => linesOf(lines), places: memoryPlaces(), makeHasher })
      const [one, other] = [source.store, target.store]
      const userId = filled.world.user.id
      for (const archived of [false, true]) {
        const query = { userId, archived, limit: 50, now: 1 }
        expect((await other.listThreads(query)).items).toEqual((await one.listThreads(query)).items)
      }
      const page = { threadId: filled.threadId, limit: 50, superseded: true }
      expect(await other.listMessages(page)).toEqual(await one.listMessages(page))
      expect(await other.listVersions(filled.answerId)).toEqual(await one.listVersions(filled.answerId))
      expect(await other.eventsAfter(filled.threadId, 0, 500)).toEqual(await one.eventsAfter(filled.threadId, 0, 500))
      expect(await other.feedSeq(userId)).toBe(await one.feedSeq(userId))
      expect(await other.pendingDeliveries()).toBe(await one.pendingDeliveries())
      expect(await other.openGenerations()).toEqual(await one.openGenerations())
      const found = async (store: Store) =>
        (await store.search({ userId, terms: ['storage'], prefix: false, limit: 9 })).hits.map(hit => hit.messageId)
      expect(await found(other)).toEqual(await found(one))
      expect(await found(other)).toContain(filled.answerId)
    })

    it('ST9 life goes on where it was: a walk that began stays stable, deliveries reach the feeds', async () => {
      const { lines } = await exportedLines(source.store)
      const { store } = target
      await importArchive({ store, lines: () => linesOf(lines), places: memoryPlaces(), makeHasher })
      const { user } = filled.world
      const query = { userId: user.id, archived: false, limit: 1, now: 1 }
      const first = await store.listThreads(query)
      const at = 9_000_000
      const [id = ''] = filled.otherIds
      await store.sendMessage({ threadId: id, at, message: { id: `after ${id}`, authorId: user.id, text: 'Later' } })
      const rest = await store.listThreads({ ...query, limit: 50, ...(first.after ? { after: first.after } : {}) })
      const seen = [...first.items, ...rest.items].map(thread => thread.id)
      expect(seen.toSorted()).toEqual([filled.threadId, ...filled.otherIds].toSorted())
      const before = await store.feedSeq(user.id)
      for (let taken = 1; taken > 0; ) {
        const deliveries = await store.takeDeliveries({ now: at, leaseMs: 1, limit: 50 })
        taken = deliveries.length
        for (const delivery of deliveries)
          if (delivery.subscriber === 'feeds') await store.deliverToFeeds(delivery)
          else if (delivery.subscriber === 'activity') await store.deliverActivity(delivery)
          else await store.completeDelivery(delivery.id)
      }
      expect(await store.pendingDeliveries()).toBe(0)
      expect(await store.feedSeq(user.id)).toBeGreaterThan(before)
      expect(await driftOf(store)).toEqual([])
    })

    it('ST9 interrupted anywhere, the same again goes on, and writes nothing twice', async () => {
      const { lines, trailer } = await exportedLines(source.store)
      const places = memoryPlaces()
      let allowed = 1
      let runs = 0
      for (let done = false; !done; allowed += 9) {
        const controller = new AbortController()
        let written = 0
        const options = { store: target.store, lines: () => linesOf(lines), places, makeHasher, batch: 4 }
        const progress = (what: string): void => {
          if (what !== 'checked' && ++written >= allowed) controller.abort(new Error('interrupted'))
        }
        runs++
        done = await importArchive({ ...options, signal: controller.signal, progress }).then(
          () => true,
          (error: Error) => {
            if (error.message !== 'interrupted') throw error
            return false
          },
        )
      }
      expect(runs).toBeGreaterThan(3)
      expect((await exportedLines(target.store)).trailer.checksums).toEqual(trailer.checksums)
      expect(await driftOf(target.store)).toEqual([])
    })

    it('ST9 a batch that was written, and whose place was not kept, is written once', async () => {
      const { lines, trailer } = await exportedLines(source.store)
      const places = memoryPlaces()
      const forgetful = {
        ...places,
        async save(place: { sha256: string; rows: number }) {
          if (place.rows < 12) places.place = place
          else throw new Error('the disk is gone')
        },
      }
      const options = { store: target.store, lines: () => linesOf(lines), makeHasher, batch: 4 }
      await expect(importArchive({ ...options, places: forgetful })).rejects.toThrow('the disk is gone')
      const result = await importArchive({ ...options, places })
      expect(result.resumedAt).toBeGreaterThan(0)
      expect((await exportedLines(target.store)).trailer.checksums).toEqual(trailer.checksums)
    })

    it('ST9 an opinion of an archive that does not say of which answer is of the one that is shown', async () => {
      const { lines } = await exportedLines(olderArchive(source.store))
      const options = { store: target.store, lines: () => linesOf(lines), makeHasher, batch: 1 }
      await importArchive({ ...options, places: memoryPlaces() })
      const reader = await target.store.openArchive()
      const found = (await reader.read('feedback', null, 500)).map(({ row: { number, rating } }) => [number, rating])
      await reader.close()
      expect(found.toSorted()).toEqual([
        [1, 'down'],
        [2, 'up'],
      ])
    })

    it('ST9 a store that holds something else is refused, and left as it is', async () => {
      const { lines } = await exportedLines(source.store)
      await target.store.createProject({ ...filled.world.project, id: 'other', key: 'pk_other' })
      const before = await exportedLines(target.store)
      const options = { store: target.store, lines: () => linesOf(lines), makeHasher }
      expect((await refusalOf(importArchive({ ...options, places: memoryPlaces() }))).code).toBe('state_conflict')
      const sha256 = (JSON.parse(lines.at(-1) ?? '') as { sha256: string }).sha256
      const places = { ...memoryPlaces(), place: { sha256, rows: 3 } }
      expect(await codeOf(importArchive({ ...options, places }))).toBe('state_conflict')
      expect((await exportedLines(target.store)).lines).toEqual(before.lines)
    })

    it('ST9 a damaged archive is refused before anything is written', async () => {
      const { lines } = await exportedLines(source.store)
      for (const bad of [lines.slice(0, -3), lines.toSpliced(9, 1), lines.toSpliced(-1, 1)]) {
        const options = { store: target.store, lines: () => linesOf(bad), places: memoryPlaces(), makeHasher }
        expect(await codeOf(importArchive(options))).toBe('invalid_request')
        expect(await target.store.isEmpty()).toBe(true)
      }
    })

    it('ST9 an archive is one moment: what is written meanwhile is not in it', async () => {
      const reader = await source.store.openArchive()
      const before = await reader.counts()
      await filled.world.send(filled.archivedId).catch(() => {})
      await filled.world.thread('Later')
      expect(await reader.counts()).toEqual(before)
      expect(await reader.read('thread', null, 500)).toHaveLength(before.thread)
      await reader.close()
    })
  })
}
