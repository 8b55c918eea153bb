import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPhones } from '../../adapters/phone/find-phones.ts'
import { createDetectors } from './detectors-of.ts'
import { Masks } from './masks.ts'
import { Restorer } from './restorer.ts'

const settings = {
  kinds: ['email', 'phone', 'card', 'iban', 'ip'] as ('email' | 'phone' | 'card' | 'iban' | 'ip')[],
  names: ['Ada Lovelace', 'Ada', "O'Neil", 'José'],
  patterns: [{ name: 'order-no', pattern: String.raw`KD-\d{6}` }],
}
const { detect, kinds } = createDetectors(findPhones)(settings)
const newMasks = (): Masks => new Masks(detect, kinds)

const inPieces = (masks: Masks, text: string, cuts: readonly number[]): string => {
  const restorer = new Restorer(masks)
  let out = ''
  let at = 0
  for (const cut of cuts) {
    out += restorer.push(text.slice(at, at + cut))
    at += cut
  }
  return out + restorer.push(text.slice(at)) + restorer.end()
}

const data = [
  'ada@example.com',
  'grüße.an+dich@müller-söhne.example.org',
  '+49 30 901820',
  '(030) 901820-0',
  '415-555-2671',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  'gb82west12345698765432',
  '192.168.1.17',
  '2001:db8::8a2e:370:7334',
  'ada lovelace',
  'JOSÉ',
  "O'Neil",
  'KD-123456',
]

const lookAlikes = [
  '[EMAIL_1]',
  'EMAIL_1',
  'email 1',
  '\\[NAME\\_2\\]',
  '<ip-1>',
  '[WORD_1]',
  '【PHONE_1】',
  'ORDER_NO_1',
]
const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(...lookAlikes, '[', ']', '\\', ' ', '_', '1', 'EMAIL', '.', '@', '<', '\n'),
)
const sample = fc
  .array(fc.oneof({ weight: 2, arbitrary: noise }, { weight: 1, arbitrary: fc.constantFrom(...data) }), {
    maxLength: 14,
  })
  .map(parts => parts.join(''))

describe('masking', () => {
  it('AI9.2 what is masked is restored to the last sign, wherever the pieces were cut', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 4 }), fc.array(fc.nat(9), { maxLength: 60 }), (texts, cuts) => {
        const masks = newMasks()
        for (const text of texts) masks.avoid(text)
        const masked = texts.map(text => masks.mask(text))
        masked.forEach((text, n) => {
          expect(masks.restore(text)).toBe(texts[n])
          expect(inPieces(masks, text, cuts)).toBe(texts[n])
        })
      }),
      { numRuns: 400 },
    )
  })

  it('AI9.2 the same holds for a thread whose vault holds placeholders already', () => {
    fc.assert(
      fc.property(
        sample,
        fc.array(fc.constantFrom('EMAIL_1', 'NAME_2', 'IP_1', 'WORD_1', 'ORDER_NO_1')),
        (text, keys) => {
          const masks = newMasks()
          for (const key of keys) masks.know(key, `the ${key}`)
          expect(masks.restore(masks.mask(text))).toBe(text)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('AI9.1 each kind is found, and nothing of it is left', () => {
    const text = data.map((datum, n) => `${n}: ${datum}.`).join('\n')
    const masked = newMasks().mask(text)
    for (const datum of data) expect(masked.toLowerCase()).not.toContain(datum.toLowerCase())
    expect(masked.split('\n')).toEqual([
      '0: [EMAIL_1].',
      '1: [EMAIL_2].',
      '2: [PHONE_1].',
      '3: [PHONE_2].',
      '4: [PHONE_3].',
      '5: [CARD_1].',
      '6: [IBAN_1].',
      '7: [IBAN_2].',
      '8: [IP_1].',
      '9: [IP_2].',
      '10: [NAME_1].',
      '11: [NAME_2].',
      '12: [NAME_3].',
      '13: [ORDER_NO_1].',
    ])
  })

  it('AI9.1 a datum has one placeholder, however often it is said', () => {
    const masks = newMasks()
    expect(masks.mask('a@b.example, c@d.example and a@b.example')).toBe('[EMAIL_1], [EMAIL_2] and [EMAIL_1]')
    expect(masks.mask('c@d.example')).toBe('[EMAIL_2]')
    expect(masks.takeFresh()).toEqual([
      { key: 'EMAIL_1', value: 'a@b.example' },
      { key: 'EMAIL_2', value: 'c@d.example' },
    ])
    expect(masks.takeFresh()).toEqual([])
  })

  it('AI9.1 a number that stands in a text is not given, and one that was given before stays what it was', () => {
    const masks = newMasks()
    expect(masks.mask('In [EMAIL_1] I write a@b.example')).toBe('In [EMAIL_1] I write [EMAIL_2]')
    expect(masks.mask('What is EMAIL_2?')).toBe('What is [WORD_1]?')
    expect(masks.restore('[WORD_1] is [EMAIL_2]')).toBe('EMAIL_2 is a@b.example')
  })

  it('AI9.2 a placeholder is restored as models write it, and only then', () => {
    const masks = newMasks()
    masks.mask('a@b.example')
    for (const written of [
      '[EMAIL_1]',
      '[email_1]',
      '[Email 1]',
      '\\[EMAIL\\_1\\]',
      '【EMAIL_1】',
      '<EMAIL-1>',
      '[ EMAIL_1 ]',
    ])
      expect(masks.restore(`To ${written}, soon`)).toBe('To a@b.example, soon')
    expect(masks.restore('To EMAIL_1’s house, EMAIL\\_1 and (EMAIL_1)')).toBe(
      'To a@b.example’s house, a@b.example and (a@b.example)',
    )
    expect(masks.restore('[the site](mailto:EMAIL_1) [[EMAIL_1]]')).toBe('[the site](mailto:a@b.example) [a@b.example]')
    for (const other of ['email_1', 'EMAIL_12', 'xEMAIL_1', 'EMAIL_1x', '[EMAIL_2]', 'Email 1', '[PHONE_1]'])
      expect(masks.restore(other)).toBe(other)
  })

  it('AI9.2 no more than a placeholder is held back', () => {
    const masks = newMasks()
    masks.mask('a@b.example')
    const restorer = new Restorer(masks)
    expect(restorer.push('Hello [')).toBe('Hello ')
    expect(restorer.push('EMA')).toBe('')
    expect(restorer.push('NATE] [EMAIL')).toBe('[EMANATE] ')
    expect(restorer.push('_1')).toBe('')
    expect(restorer.push(']')).toBe('a@b.example')
    expect(restorer.push('x'.repeat(1_000)).length).toBe(1_000)
    restorer.push(' [EMAIL_')
    restorer.forget()
    expect(restorer.end()).toBe('')
  })

  it('AI9.3 what a program wrote stays JSON', () => {
    const masks = newMasks()
    const json = '{ "to" : "ada\\u0040example.com", "n": 4111111111111111, "ok": [true, 1.50, "x"] }'
    const masked = masks.maskData(json)
    expect(masked).toBe('{ "to" : "[EMAIL_1]", "n": "[CARD_1]", "ok": [true, 1.50, "x"] }')
    expect(masks.restore('[EMAIL_1] [CARD_1]')).toBe('ada@example.com 4111111111111111')
    expect(masks.maskData('no JSON: ada@example.com')).toBe('no JSON: [EMAIL_1]')
    expect(masks.maskData('{broken ada@example.com')).toBe('{broken [EMAIL_1]')
  })

  it('AI9.4 a placeholder that nobody can read any more is not given again', () => {
    const masks = newMasks()
    masks.know('EMAIL_1', null)
    expect(masks.restore('[EMAIL_1]')).toBe('[EMAIL_1]')
    expect(masks.mask('a@b.example')).toBe('[EMAIL_2]')
  })
})
