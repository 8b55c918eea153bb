import type { FilterRule } from '@chat-view/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../ports/content-filter.ts'
import { Masks } from '../masking/masks.ts'
import { Restorer } from '../masking/restorer.ts'
import { JudgedText } from './judged-text.ts'
import { createRuleFilter } from './rule-filter.ts'

const blocking: FilterRule = { name: 'secret', words: ['swordfish'], applies: 'output', action: 'block' }
const flagging: FilterRule = { name: 'rude', words: ['darn'], applies: 'output', action: 'flag' }

const open = (rules: readonly FilterRule[], builtIn = false, restorer: Restorer | null = null) => {
  const shown: string[] = []
  const kinds: string[] = []
  const blocked: string[] = []
  const findings: Finding[] = []
  const judged = new JudgedText({
    filter: createRuleFilter({ builtIn, moderation: false, rules: [...rules] }),
    restorer,
    output: {
      show: (kind, text) => {
        kinds.push(kind)
        shown.push(text)
      },
      block: rule => blocked.push(rule),
    },
    found: more => findings.push(...more),
  })
  return {
    judged,
    blocked,
    kinds,
    text: () => shown.join(''),
    names: () => [...new Set(findings.map(({ rule }) => rule))],
  }
}

const cutAt = (text: string, cuts: readonly number[]): string[] => {
  const pieces: string[] = []
  let at = 0
  for (const cut of cuts) {
    pieces.push(text.slice(at, at + cut))
    at += cut
  }
  return [...pieces, text.slice(at)]
}

describe('text that is judged while it comes', () => {
  it('AI8.6 without a rule that can block all is shown at once, and flagged words are found wherever it was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('well ', 'darn', 'darned ', ' ', '\n', 'x'.repeat(300)), { maxLength: 12 }),
        fc.array(fc.nat(7)),
        (words, cuts) => {
          const text = words.join('')
          const { judged, text: shown, names } = open([flagging])
          let pushed = ''
          for (const piece of cutAt(text, cuts)) {
            judged.push('text', piece)
            pushed += piece
            expect(shown()).toBe(pushed)
          }
          judged.finish()
          expect(names()).toEqual(/(?<!\w)darn(?!\w)/.test(text) ? ['rude'] : [])
        },
      ),
    )
  })

  it('AI8.6 a sentence that is blocked is not shown, nor what follows it, however it came', () => {
    const before = 'All is well. It is fine!\n'
    fc.assert(
      fc.property(fc.array(fc.nat(9)), cuts => {
        const { judged, blocked, text, names } = open([blocking, flagging])
        for (const piece of cutAt(`${before}The word is swordfish, they say. And more.`, cuts))
          judged.push('text', piece)
        judged.finish()
        judged.push('text', 'Still more')
        judged.breakOff()
        expect([text(), blocked, names()]).toEqual([before, ['secret'], ['secret']])
      }),
    )
  })

  it('AI8.6 what passes is shown whole and in order, with text and reasoning in turn', () => {
    const { judged, text, kinds } = open([blocking])
    for (const [kind, piece] of [
      ['reasoning', 'I think'],
      ['text', 'So. Then'],
      ['reasoning', ' again'],
    ] as const)
      judged.push(kind, piece)
    judged.finish()
    expect([text(), kinds]).toEqual(['I thinkSo. Then again', ['reasoning', 'text', 'text', 'reasoning']])
  })

  it('AI8.6 a line without an end is judged in pieces', () => {
    const { judged, text, blocked } = open([blocking])
    judged.push('text', `${'word '.repeat(200)}swordfish ${'word '.repeat(100)}`)
    judged.finish()
    expect(text().length).toBeGreaterThan(300)
    expect(text()).not.toContain('sword')
    expect(blocked).toEqual(['secret'])
    const endless = open([flagging])
    endless.judged.push('text', 'x'.repeat(5_000))
    expect(endless.text()).toHaveLength(5_000)
  })

  it('AI8.6 a private key is never begun on the screen, however it came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), cuts => {
        const { judged, text, blocked } = open([], true)
        for (const piece of cutAt('Take this - or - that:\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow', cuts))
          judged.push('text', piece)
        judged.finish()
        expect([text(), blocked]).toEqual(['Take this - or - that:\n', ['private-key']])
      }),
    )
    const fine = open([], true)
    fine.judged.push('text', '-----BEGIN CERTIFICATE-----\nMIIE --')
    expect(fine.text()).toBe('-----BEGIN CERTIFICATE-----\nMIIE ')
    fine.judged.finish()
    expect([fine.text(), fine.blocked]).toEqual(['-----BEGIN CERTIFICATE-----\nMIIE --', []])
  })

  it('AI8.6 what was masked is judged as it is shown', () => {
    const masks = new Masks([], ['NAME'])
    masks.know('NAME_1', 'swordfish')
    const { judged, text, blocked } = open([blocking], false, new Restorer(masks))
    for (const piece of ['Hello. ', 'My name is [NA', 'ME_1]. ', 'Yes.']) judged.push('text', piece)
    judged.finish()
    expect([text(), blocked]).toEqual(['Hello. ', ['secret']])
  })

  it('RT1 an answer that breaks off shows what may be shown, and no half placeholder', () => {
    const masks = new Masks([], ['NAME'])
    masks.know('NAME_1', 'Ada')
    const passing = open([blocking], false, new Restorer(masks))
    passing.judged.push('text', 'Well. Hello [NAME_1] and [NAM')
    expect(passing.text()).toBe('Well. ')
    passing.judged.breakOff()
    expect(passing.text()).toBe('Well. Hello Ada and ')
    passing.judged.breakOff()
    const refused = open([blocking])
    refused.judged.push('text', 'Well. The swordfish')
    refused.judged.breakOff()
    expect([refused.text(), refused.blocked]).toEqual(['Well. ', []])
  })
})
