import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JudgedText } from './judged-text.ts'
import { type JudgePassages, ModeratedText } from './moderated-text.ts'
import { createRuleFilter } from './rule-filter.ts'

const open = (judge: JudgePassages, unasked: () => string | null = () => null) => {
  const shown: { kind: string; text: string }[] = []
  const blocked: string[] = []
  const next = new JudgedText({
    filter: createRuleFilter({ builtIn: false, moderation: true, rules: [] }),
    restorer: null,
    output: { show: (kind, text) => shown.push({ kind, text }), block: rule => blocked.push(rule) },
    found: () => {},
  })
  const gate = new ModeratedText(judge, next, unasked)
  return { gate, blocked, text: () => shown.map(({ text }) => text).join(''), shown }
}

const calm: JudgePassages = async texts => texts.map(() => null)

describe('text that is moderated while it comes', () => {
  it('AI8.6 nothing is lost or out of order, however it came and however long each question took', async () => {
    const piece = fc
      .tuple(fc.constantFrom('text', 'reasoning'), fc.constantFrom('One. ', 'two', '! ', '\n', ' x'))
      .map(([kind, text]) => ({ kind: kind as 'text' | 'reasoning', text }))
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), fc.scheduler(), async (pieces, scheduler) => {
        let asking = 0
        const { gate, shown } = open(async texts => {
          expect(++asking).toBe(1)
          await scheduler.schedule(Promise.resolve())
          asking--
          return texts.map(() => null)
        })
        const sent = scheduler.scheduleSequence(
          pieces.map(({ kind, text }) => async () => {
            gate.push(kind, text)
          }),
        )
        await scheduler.waitFor(sent.task)
        await scheduler.waitFor(gate.flush())
        const joined = (list: readonly { kind: string; text: string }[]): string[] =>
          list.reduce<string[]>((all, { kind, text }, n) => {
            if (n > 0 && list[n - 1]?.kind === kind) all.push(`${all.pop()}${text}`)
            else all.push(`${kind}: ${text}`)
            return all
          }, [])
        expect(joined(shown)).toEqual(joined(pieces))
      }),
      { numRuns: 60 },
    )
  })

  it('AI8.6 a flagged sentence is not shown, nor what came after it', async () => {
    const { gate, text, blocked } = open(async texts => texts.map(one => (one.includes('bad') ? 'moderation:x' : null)))
    gate.push('text', 'Good. This is b')
    gate.push('text', 'ad. More. ')
    await gate.flush()
    gate.push('text', 'And more. ')
    await gate.flush()
    expect([text(), blocked]).toEqual(['Good. ', ['moderation:x']])
  })

  it('AI8.6 nothing is shown before it was judged, and what is not judged when it breaks off never is', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const signals: AbortSignal[] = []
    const { gate, text } = open(async (texts, signal) => {
      signals.push(signal)
      await promise
      return texts.map(() => null)
    })
    gate.push('text', 'One. Two. ')
    expect(text()).toBe('')
    gate.breakOff()
    expect(signals[0]?.aborted).toBe(true)
    resolve()
    await gate.flush()
    expect(text()).toBe('')
  })

  it.each([
    ['open', null],
    ['closed', 'moderation:unavailable'],
  ])('AI8.6 a service that lags far behind counts as one that fails (%s)', async (_, rule) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { gate, text, blocked } = open(
      async texts => {
        await promise
        return texts.map(() => null)
      },
      () => rule,
    )
    const sentence = `${'word '.repeat(50)}. `
    const count = Math.ceil(300_000 / sentence.length)
    for (let n = 0; n < count; n++) gate.push('text', sentence)
    expect(text().length > 200_000).toBe(rule === null)
    resolve()
    await gate.flush()
    expect(text()).toBe(rule === null ? sentence.repeat(count) : '')
    expect(blocked).toEqual(rule === null ? [] : [rule])
  })

  it('AI8.6 an answer without a text asks nobody', async () => {
    const { gate, text } = open(() => Promise.reject(new Error('nobody is to be asked')))
    await gate.flush()
    const other = open(calm)
    other.gate.push('text', 'x')
    await other.gate.flush()
    expect([text(), other.text()]).toEqual(['', 'x'])
  })
})
