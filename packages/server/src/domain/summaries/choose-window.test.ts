import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseWindow, uncovered } from './choose-window.ts'
import type { SpokenMessage } from './spoken-message.ts'

const spoken = fc
  .array(
    fc.record({
      role: fc.constantFrom<SpokenMessage['role']>('user', 'assistant', 'assistant', 'system'),
      text: fc.constantFrom('', 'words', 'more words'),
      tokens: fc.integer({ min: 1, max: 40 }),
      open: fc.constant(false),
      version: fc.integer({ min: 1, max: 5 }),
      gap: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 30 },
  )
  .map(rows => {
    let seq = 0
    return rows.map(({ gap, ...row }): SpokenMessage => {
      seq += gap
      return { ...row, seq }
    })
  })

it('AI4 a window holds whole turns from the beginning of its range, as many as there is room for', () => {
  fc.assert(
    fc.property(spoken, fc.integer({ min: 1, max: 200 }), (messages, room) => {
      const window = chooseWindow(1, messages, room)
      const says = messages.some(({ text }) => text !== '')
      if (window === null) {
        expect(says).toBe(false)
        return
      }
      const inside = messages.filter(({ seq }) => seq <= window.toSeq)
      const [next] = messages.slice(inside.length)
      expect(window).toMatchObject({ fromSeq: 1, toSeq: inside.at(-1)?.seq, messages: inside.length })
      expect(window.versions).toBe(inside.reduce((sum, { version }) => sum + version, 0))
      expect(window.said).toEqual(inside.filter(({ text }) => text !== ''))
      // What comes after it begins a turn.
      if (next !== undefined) expect(next.role).toBe('user')
      // What is too much is one turn that says something.
      const tokens = window.said.reduce((sum, message) => sum + message.tokens, 0)
      const questions = window.said.filter(({ role }) => role === 'user')
      if (tokens > room) expect(questions.length).toBeLessThanOrEqual(1)
    }),
  )
})

it('AI4 an answer that is still written is in no window, nor what follows it', () => {
  const at = (seq: number, role: SpokenMessage['role'], open = false): SpokenMessage => ({
    ...{ seq, role, open },
    ...{ text: 'words', tokens: 2, version: 1 },
  })
  const messages = [at(2, 'user'), at(3, 'assistant'), at(5, 'user'), at(6, 'assistant', true), at(8, 'user')]
  expect(chooseWindow(1, messages, 100)).toMatchObject({ toSeq: 3, messages: 2 })
  expect(chooseWindow(4, messages.slice(2), 100)).toBeNull()
})

const window = fc.record({ fromSeq: fc.integer({ min: 1, max: 40 }), length: fc.integer({ min: 0, max: 6 }) })
const apart = fc.array(window, { maxLength: 8 }).map(windows => {
  const kept: { fromSeq: number; toSeq: number }[] = []
  for (const { fromSeq, length } of windows) {
    const toSeq = fromSeq + length
    if (kept.every(one => one.toSeq < fromSeq || one.fromSeq > toSeq)) kept.push({ fromSeq, toSeq })
  }
  return kept
})

it('AI4 every place before the newest turns is in one window or in one uncovered range, and none in both', () => {
  fc.assert(
    fc.property(apart, fc.integer({ min: 1, max: 50 }), (windows, before) => {
      const ranges = uncovered(windows, before)
      for (let seq = 1; seq < before; seq++) {
        const holds = ({ fromSeq, toSeq }: { fromSeq: number; toSeq: number }): boolean =>
          fromSeq <= seq && seq <= toSeq
        expect([seq, windows.filter(holds).length + ranges.filter(holds).length]).toEqual([seq, 1])
      }
      for (const { fromSeq, toSeq } of ranges) expect(fromSeq <= toSeq && toSeq < before).toBe(true)
    }),
  )
})
