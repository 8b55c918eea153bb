import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationLog } from '../../ports/generation-log.ts'
import { end, endEntry, log as names, open, text } from './log-entries.ts'
import { playAsInMemory } from './log-model.ts'

/** A log under test, and how to let go of it. */
export interface LogUnderTest {
  readonly log: GenerationLog
  /** Closes the log and opens it again on the same data; absent where data doesn't outlive it. */
  readonly reopen?: () => Promise<GenerationLog>
  readonly dispose: () => Promise<void>
}

/** What every `GenerationLog` must do (RT2, RT5): run it by each adapter's own test. */
export const generationLogContract = (name: string, create: () => Promise<LogUnderTest>): void => {
  describe(`${name} keeps the contract of generation logs`, () => {
    let under: LogUnderTest
    let log: GenerationLog
    const one = async (append: Parameters<GenerationLog['append']>[0][number]) => (await log.append([append]))[0]
    const texts = async (generation: string) =>
      (await log.read(generation))
        .flatMap(entry => entry.items)
        .flatMap(item => (item.kind === 'text' ? item.text : []))

    beforeEach(async () => {
      under = await create()
      log = under.log
    })
    afterEach(() => under.dispose())

    it('RT2 gives entries back in order, each as it was written', async () => {
      const [a, b, c] = [open(names.a, 1), text(names.a, 1, 1, 0, 'smile 😀'), text(names.a, 1, 2, 8, 'é \u202bשלום')]
      expect(await log.append([a])).toEqual([{ result: 'ok' }])
      expect(await log.append([b])).toEqual([{ result: 'ok' }])
      expect(await log.append([c])).toEqual([{ result: 'ok' }])
      expect(await log.read(names.a)).toEqual([a.entry, b.entry, c.entry])
    })

    it('RT2 reads only what lies after a position, across terms', async () => {
      const fence = open(names.a, 2)
      await log.append([open(names.a, 1)])
      await log.append([text(names.a, 1, 1, 0, 'x')])
      await log.append([fence])
      expect(await log.read(names.a, { term: 1, seq: 1 })).toEqual([fence.entry])
      expect(await log.read(names.a, { term: 2, seq: 0 })).toEqual([])
    })

    it('RT2 takes the appends of several answers at once and answers in their order', async () => {
      await log.append([open(names.b, 3)])
      const outcomes = await log.append([open(names.a, 1), text(names.c, 1, 1, 0, 'no log'), open(names.b, 2)])
      expect(outcomes).toEqual([
        { result: 'ok' },
        { result: 'top', top: null },
        { result: 'top', top: { term: 3, seq: 0 } },
      ])
    })

    it('RT2 only an entry that opens a term makes a log', async () => {
      expect(await one(text(names.a, 1, 1, 0, 'x'))).toEqual({ result: 'top', top: null })
      expect(await one({ ...open(names.a, 1), entry: { position: { term: 1, seq: 0 }, items: [] } })).toEqual({
        result: 'top',
        top: null,
      })
      expect(await log.read(names.a)).toEqual([])
    })

    it('RT2 an entry that opens a term holds no text', async () => {
      const loud = text(names.a, 1, 0, 0, 'x')
      expect(await one({ ...loud, after: null })).toEqual({ result: 'top', top: null })
    })

    it('RT2 a lost reply is answered as held, and nothing is written twice', async () => {
      const [first, second] = [open(names.a, 1), text(names.a, 1, 1, 0, 'once')]
      await log.append([first])
      expect(await one(first)).toEqual({ result: 'held' })
      await log.append([second])
      expect(await one(second)).toEqual({ result: 'held' })
      expect(await texts(names.a)).toEqual(['once'])
    })

    it('RT2 another entry at the place of the top is no retry', async () => {
      await log.append([open(names.a, 1)])
      await log.append([text(names.a, 1, 1, 0, 'mine')])
      expect(await one(text(names.a, 1, 1, 0, 'other'))).toEqual({ result: 'top', top: { term: 1, seq: 1 } })
      expect(await texts(names.a)).toEqual(['mine'])
    })

    it('RT2 a hole cannot appear', async () => {
      await log.append([open(names.a, 1)])
      expect(await one(text(names.a, 1, 2, 4, 'later'))).toEqual({ result: 'top', top: { term: 1, seq: 0 } })
      const skipping = { ...text(names.a, 1, 3, 4, 'later'), after: { term: 1, seq: 0 } }
      expect(await one(skipping)).toEqual({ result: 'top', top: { term: 1, seq: 0 } })
      expect(await one(text(names.a, 1, 1, 0, 'text'))).toEqual({ result: 'ok' })
      expect(await texts(names.a)).toEqual(['text'])
    })

    it('RT5 a raised term fences the owner before it, whatever it sends', async () => {
      await log.append([open(names.a, 1)])
      await log.append([text(names.a, 1, 1, 0, 'a')])
      expect(await one(open(names.a, 2))).toEqual({ result: 'ok' })
      const top = { term: 2, seq: 0 }
      expect(await one(text(names.a, 1, 2, 1, 'stale'))).toEqual({ result: 'top', top })
      expect(await one(text(names.a, 1, 1, 0, 'a'))).toEqual({ result: 'top', top })
      expect(await one(open(names.a, 1))).toEqual({ result: 'top', top })
      expect(await one({ ...text(names.a, 1, 2, 1, 'stale'), after: top })).toEqual({ result: 'top', top })
      expect(await texts(names.a)).toEqual(['a'])
    })

    it('RT5 two owners that take the same place: one gets it, one learns of it', async () => {
      await log.append([open(names.a, 1)])
      const outcomes = await Promise.all([one(text(names.a, 1, 1, 0, 'one')), one(text(names.a, 1, 1, 0, 'two'))])
      expect(outcomes.map(outcome => outcome?.result).sort()).toEqual(['ok', 'top'])
      expect(await texts(names.a)).toHaveLength(1)
    })

    it('RT5 a term may be raised over the terminal entry, which stays', async () => {
      await log.append([open(names.a, 1)])
      await log.append([endEntry(names.a, 1, 1)])
      expect(await one(open(names.a, 2))).toEqual({ result: 'ok' })
      expect((await log.read(names.a)).map(entry => entry.items[0])).toEqual([{ kind: 'open' }, end, { kind: 'open' }])
    })

    it('RT5 running names the logs that have no expiry', async () => {
      await log.append([open(names.a, 1), open(names.b, 1)])
      expect((await log.running()).sort()).toEqual([names.a, names.b].sort())
      await log.expire(names.a, Date.now() + 600_000)
      await log.expire(names.c, Date.now() + 600_000)
      expect(await log.running()).toEqual([names.b])
    })

    it('RT5 a log is there until its expiry, and may go after it', async () => {
      await log.append([open(names.a, 1), open(names.b, 1)])
      await log.append([text(names.a, 1, 1, 0, 'a'), text(names.b, 1, 1, 0, 'b')])
      await log.expire(names.a, 1)
      await log.expire(names.b, Date.now() + 600_000)
      await vi.waitFor(async () => expect(await log.read(names.a)).toEqual([]), { timeout: 5_000 })
      expect(await texts(names.b)).toEqual(['b'])
    })

    it('ST8 a log that is dropped is gone at once, and nothing but a new term can begin it again', async () => {
      await log.append([open(names.a, 1), open(names.b, 1)])
      await log.append([text(names.a, 1, 1, 0, 'forget me'), text(names.b, 1, 1, 0, 'b')])
      await log.drop(names.a)
      expect(await log.read(names.a)).toEqual([])
      expect(await log.running()).toEqual([names.b])
      expect(await one(text(names.a, 1, 2, 9, ' again'))).toEqual({ result: 'top', top: null })
      expect(await texts(names.b)).toEqual(['b'])
      expect(await one(open(names.a, 2))).toEqual({ result: 'ok' })
    })

    it('ST8 a log that is not there is dropped already', async () => {
      await log.append([open(names.a, 1)])
      await log.expire(names.a, Date.now() + 600_000)
      await log.drop(names.a)
      await log.drop(names.a)
      await log.drop(names.c)
      expect(await log.read(names.a)).toEqual([])
      expect(await log.running()).toEqual([])
    })

    it('RT5 what was acknowledged outlives the process that wrote it', async ({ skip }) => {
      if (!under.reopen) return skip()
      await log.append([open(names.a, 1)])
      await log.append([text(names.a, 1, 1, 0, 'kept')])
      log = await under.reopen()
      expect(await texts(names.a)).toEqual(['kept'])
      expect(await one(text(names.a, 1, 2, 4, ' on'))).toEqual({ result: 'ok' })
      expect(await texts(names.a)).toEqual(['kept', ' on'])
    })

    it('RT2 two writers and a reader, in any order, find what the rule says', () => playAsInMemory(log, 40), 60_000)

    it('RT5 says that it is well', async () => {
      await expect(log.check()).resolves.toBeUndefined()
    })
  })
}
