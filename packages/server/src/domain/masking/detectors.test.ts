import { describe, expect, it } from 'vitest'
import { findPhones } from '../../adapters/phone/find-phones.ts'
import { detectCard } from './detect-card.ts'
import { detectEmail } from './detect-email.ts'
import { detectIban } from './detect-iban.ts'
import { detectIp } from './detect-ip.ts'
import { detectNames } from './detect-names.ts'
import { detectPhone } from './detect-phone.ts'
import { type Detector, withoutOverlaps } from './detected.ts'

const found = (detect: Detector, text: string): string[] =>
  withoutOverlaps([...detect(text)]).map(({ start, end }) => text.slice(start, end))

describe('detectors', () => {
  it.each([
    ['Write to <ada@example.com>, please.', ['ada@example.com']],
    ["'x.y+z@sub.example.co.uk'", ['x.y+z@sub.example.co.uk']],
    ['jörg@münchen.example and 用户@例子.公司', ['jörg@münchen.example', '用户@例子.公司']],
    ['a@b, @c.de, d@, me@localhost, @@x.yz', []],
    ['a@b.de@c.de', ['a@b.de']],
    [`${'x'.repeat(200)}@example.com`, [`${'x'.repeat(64)}@example.com`]],
  ])('AI9.1 addresses in %j', (text, expected) => {
    expect(found(detectEmail, text)).toEqual(expected)
  })

  it.each([
    ['Call +49 (0)30 901820 or 0049 30 901820 now', ['+49 (0)30 901820', '0049 30 901820']],
    ['0171/1234567, (030) 90 18 20, 030-901820', ['0171/1234567', '(030) 90 18 20', '030-901820']],
    ['+1 415 555 2671 and 415.555.2671', ['+1 415 555 2671', '415.555.2671']],
    ['In 2024, 1+1, +x, v1.2.3.4567, 0.123456789, id 20240131123456', []],
    ['+49 30 901820 +49 30 901821', ['+49 30 901820', '+49 30 901821']],
  ])('AI9.1 phone numbers in %j', (text, expected) => {
    expect(found(detectPhone(findPhones), text)).toEqual(expected)
  })

  it.each([
    ['4111111111111111 and 5500-0000-0000-0004', ['4111111111111111', '5500-0000-0000-0004']],
    ['4111111111111112, 0000000000000000, 411111111111', []],
    ['No 12 4111 1111 1111 1111 exp 12', ['4111 1111 1111 1111']],
    ['3782 822463 10005 4111111111111111', ['3782 822463 10005', '4111111111111111']],
  ])('AI9.1 cards in %j', (text, expected) => {
    expect(found(detectCard, text)).toEqual(expected)
  })

  it.each([
    ['to DE89 3704 0044 0532 0130 00 BIC COBADEFF', ['DE89 3704 0044 0532 0130 00']],
    ['no12 FR1420041010050500013M02606', ['FR1420041010050500013M02606']],
    ['DE89370400440532013001, DE89, xDE89370400440532013000', []],
    ['DE89370400440532013000x', []],
  ])('AI9.1 accounts in %j', (text, expected) => {
    expect(found(detectIban, text)).toEqual(expected)
  })

  it.each([
    ['IP:10.0.0.1, 1.2.3.4:8080.', ['10.0.0.1', '1.2.3.4']],
    ['256.1.1.1, 1.2.3, v1.2.3.4, 1.2.3.4.5, 01.2.3.4', []],
    ['fe80::1%eth0 ::1, ::ffff:10.0.0.2', ['fe80::1', '::1', '::ffff:10.0.0.2']],
    ['at 12:30:45, std::vector, aa:bb:cc:dd:ee:ff, ::', []],
    ['address:2001:db8:0:0:0:0:0:1. End', ['2001:db8:0:0:0:0:0:1']],
    ['1:2:3:4:5:6:7:8:9, 1::2::3, g::1z', []],
    ['1:2:3:4:5:6:7:8', ['1:2:3:4:5:6:7:8']],
  ])('AI9.1 addresses of machines in %j', (text, expected) => {
    expect(found(detectIp, text)).toEqual(expected)
  })

  it('AI9.1 of very many numbers in one text the later ones are found by their shape alone', () => {
    const numbers = Array.from({ length: 600 }, (_, n) => `+49 30 ${100_000 + n}`)
    expect(found(detectPhone(findPhones), numbers.join(', '))).toEqual(numbers)
    const none = `+999 ${'1234567, +999 '.repeat(600)}`
    expect(found(detectPhone(findPhones), none).length).toBeLessThan(120)
  })

  it('AI9.1 names are whole words in any case, the longest first', () => {
    const detect = detectNames(['Ada', 'Ada Lovelace', "O'Neil", 'Jose\u0301', '!!', 'Lee'])
    expect(found(detect, "ADA LOVELACE, ada; Adam, O'Neil's, JOSÉ, Leeds, Ada\nLovelace")).toEqual([
      'ADA LOVELACE',
      'ada',
      "O'Neil",
      'JOSÉ',
      'Ada\nLovelace',
    ])
  })

  it.each([
    ['addresses', detectEmail, 'a.'],
    ['addresses with many signs', detectEmail, 'a@'],
    ['phones', detectPhone(findPhones), '+1 '],
    ['phones with zeros', detectPhone(findPhones), '00 1'],
    ['cards', detectCard, '1 '],
    ['accounts', detectIban, 'de12 '],
    ['machines', detectIp, '1:'],
    ['names', detectNames(['a a a b']), 'a '],
  ])('AI9.1 a long text costs in proportion: %s', (_, detect, piece) => {
    const spent = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length))
      const start = performance.now()
      for (const one of detect(text)) expect(one.end).toBeGreaterThan(one.start)
      return performance.now() - start
    }
    spent(5_000)
    const short = Math.max(...[1, 2, 3].map(() => spent(10_000)))
    const long = Math.min(...[1, 2].map(() => spent(80_000)))
    // Eight times as long; where it were squared, sixty-four times.
    expect(long).toBeLessThan(32 * short + 50)
  })
})
