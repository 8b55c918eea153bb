import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryTerms } from '../../ports/search-terms.ts'
import type { OpenStore } from './opened-store.ts'
import { find, found, searchScene, sorted } from './searching.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { newId } from './world.ts'

/** What is found of what is written, and in which order (ST6). */
export const searchRules = (open: OpenStore): void => {
  describe('search', () => {
    const topic = storeOfTopic(open)
    const scene = () => searchScene(topic.world)

    it('ST6 a message is found by each of its words, in any case, as soon as it is sent', async () => {
      const { world, threadId, say } = await scene()
      const id = await say('The Quick brown fox, 42 times')
      for (const typed of ['quick', 'QUICK', 'fox brown', '42 ', 'the times'])
        expect(await found(world, typed)).toEqual([id])
      for (const typed of ['slow', 'quick slow', 'uick']) expect(await found(world, typed)).toEqual([])
      const { hits } = await find(world, 'fox')
      const at = (await world.store.getMessage(id))?.createdAt
      expect(hits).toEqual([{ threadId, messageId: id, at, score: expect.any(Number) }])
    })

    it('ST6 more of the word in less of a text comes first, and of equals the newer', async () => {
      const { world, say } = await scene()
      const filler = 'a long text about many other things that people speak of when they meet in the street at noon'
      const long = await say(`apple ${filler}`)
      const often = await say('apple apple apple pie')
      const first = await say('apple pie today')
      const second = await say('apple pie today')
      expect(await found(world, 'apple')).toEqual([often, second, first, long])
      const scores = (await find(world, 'apple')).hits.map(({ score }) => score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
    })

    it('ST6 no more than asked for, the best of them, and whether there was more', async () => {
      const { world, say } = await scene()
      for (let n = 0; n < 3; n++) await say('pear')
      const best = await say('pear pear')
      expect(await find(world, 'pear', { limit: 1 })).toMatchObject({ hits: [{ messageId: best }], more: true })
      expect(await find(world, 'pear', { limit: 4 })).toMatchObject({ hits: { length: 4 }, more: false })
    })

    it('ST6 the last word may be half typed, unless something follows it', async () => {
      const { world, say } = await scene()
      const id = await say('Internationalisation of cafés')
      for (const typed of ['inter', 'internationalis', 'of caf', 'café'])
        expect(await found(world, typed)).toEqual([id])
      for (const typed of ['inter ', 'caf of', 'internet']) expect(await found(world, typed)).toEqual([])
    })

    it('ST6 accents, ligatures, width and spelling make no difference, either way', async () => {
      const { world, say } = await scene()
      const pairs = [
        ['Café Zürich', 'cafe zurich'],
        ['Łódź İstanbul', 'lodz istanbul'],
        ['Straße', 'STRASSE'],
        ['eﬃcient', 'efficient'],
        ['ＦＵＬＬ', 'full'],
        ['ΟΔΟΣ', 'οδος'],
        ['naïve'.normalize('NFD'), 'naïve'.normalize('NFC')],
        ['한국어'.normalize('NFD'), '한국어'],
      ] as const
      for (const [one, other] of pairs) {
        const ids = sorted([await say(one), await say(other)])
        expect(sorted(await found(world, one)), one).toEqual(ids)
        expect(sorted(await found(world, other)), other).toEqual(ids)
      }
    })

    it('ST6 scripts without spaces are found by one letter, and by neighbours that are neighbours', async () => {
      const { world, say } = await scene()
      const tokyo = await say('東京都に住んでいます。')
      const kyoto = await say('京都と東の山')
      expect(sorted(await found(world, '京'))).toEqual(sorted([tokyo, kyoto]))
      expect(await found(world, '東京')).toEqual([tokyo])
      expect(await found(world, '東京都')).toEqual([tokyo])
      expect(sorted(await found(world, '京都'))).toEqual(sorted([tokyo, kyoto]))
      expect(await found(world, '東都')).toEqual([])
      const thai = await say('ภาษาไทยสวย')
      expect(await found(world, 'ไทย')).toEqual([thai])
      const mixed = await say('iPhone手机 kaufen')
      expect(await found(world, '手机')).toEqual([mixed])
      expect(await found(world, 'iphone手机')).toEqual([mixed])
    })

    it('ST6 signs are never commands: quotes, operators and brackets are nothing, words are words', async () => {
      const { world, say } = await scene()
      const id = await say('say "hello" OR NOT near anything')
      const kinds = [
        '"hello',
        'hello"',
        '"say hello"',
        'NEAR(hello',
        'hello OR',
        'hello AND say',
        'NOT hello',
        '-hello',
      ]
      for (const typed of [
        '(hello',
        'hello*',
        '^hello',
        'hello:say',
        '{hello}',
        '+hello',
        'say;--',
        "'hello'",
        '\\hello',
        '$hello',
      ])
        expect(await found(world, typed), typed).toEqual([id])
      for (const typed of kinds.filter(kind => !kind.includes('AND')))
        expect(await found(world, typed), typed).toEqual([id])
      expect(await found(world, 'hello AND say')).toEqual([])
      for (const typed of ['"', '*', '()', '""""', '-', '👋', '\u0000', '\ud800', ' '])
        expect(await find(world, typed), typed).toEqual({ hits: [], more: false })
      expect(await found(world, 'hello '.repeat(40))).toEqual([id])
      expect(await found(world, `${'h'.repeat(200)}`)).toEqual([])
    })

    it('ST6 a search within one thread finds nothing of the others', async () => {
      const { world, threadId, say } = await scene()
      const other = await world.thread('grapes too')
      const here = await say('grapes here')
      const there = await say('grapes there', other)
      expect(await found(world, 'grapes', { threadId })).toEqual([here])
      expect(sorted(await found(world, 'grapes', { threadId: other }))).toEqual(sorted([there, other]))
      expect(await found(world, 'grapes', { threadId: newId() })).toEqual([])
    })

    it('ST6 of whatever is written, each word finds its message', async () => {
      const { world, say } = await scene()
      const letters = fc.constantFrom(
        ...'aBcé ß İ 한국 東京 ไทย ש ع 👩‍💻 \ud83d ﬁ ½ \u0301 \' " - _ . * 7'.split(' '),
        ' ',
        ' ',
      )
      const text = fc.array(fc.oneof({ weight: 3, arbitrary: letters }, fc.string({ unit: 'grapheme', maxLength: 4 })))
      await fc.assert(
        fc.asyncProperty(text, fc.nat(), async (pieces, pick) => {
          const written = pieces.join('').replaceAll('\u0000', '')
          const words = written.split(/\s+/u).filter(word => queryTerms(word).terms.length > 0)
          const word = words[pick % Math.max(words.length, 1)]
          if (word === undefined) return
          const id = await say(written)
          expect(await found(world, word)).toContain(id)
          expect(await found(world, `${word} `)).toContain(id)
          await world.store.deleteMessage({ messageId: id, userId: world.user.id, at: world.tick() })
          expect(await found(world, word)).not.toContain(id)
        }),
        { numRuns: 60 },
      )
    })

    it('ST6 a search that was given up answers with why', async () => {
      const { world } = await scene()
      const reason = new Error('given up')
      const search = world.store.search(
        { userId: world.user.id, terms: ['a'], prefix: false, limit: 1 },
        AbortSignal.abort(reason),
      )
      await expect(search).rejects.toBe(reason)
    })
  })
}
