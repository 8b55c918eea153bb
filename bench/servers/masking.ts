import { findPhones } from '../../packages/server/src/adapters/phone/find-phones.ts'
import { createDetectors } from '../../packages/server/src/domain/masking/detectors-of.ts'
import { Masks } from '../../packages/server/src/domain/masking/masks.ts'
import { Restorer } from '../../packages/server/src/domain/masking/restorer.ts'
import { onQuestion } from '../harness/questions.ts'

// Masks and restores texts of a conversation, beside one pass of a regular expression and a copy.

const names = Array.from({ length: 200 }, (_, n) => `Name${n} Family${n}`)
const settings = {
  kinds: ['email', 'phone', 'card', 'iban', 'ip'] as ('email' | 'phone' | 'card' | 'iban' | 'ip')[],
  names,
  patterns: [{ name: 'order-no', pattern: String.raw`KD-\d{6}` }],
}
const { detect, kinds } = createDetectors(findPhones)(settings)

const sentence = 'We talked about the delivery, and about what it costs to send it back in time. '
const datum = (n: number): string =>
  [`name${n}@example.com`, `+49 30 ${100_000 + n}`, `Name${n % 200} Family${n % 200}`, `KD-${100_000 + n}`][n % 4] ?? ''
/** A kilobyte in which two data stand. */
const kilobyte = (n: number): string => `${sentence.repeat(12)}${datum(2 * n)}, ${datum(2 * n + 1)}.`.padEnd(1_024, '.')
const texts = Array.from({ length: 64 }, (_, n) => kilobyte(n))
const masked = texts.map((_, n) => `${sentence.repeat(12)}[EMAIL_${n + 1}], [NAME_${n + 1}].`.padEnd(1_024, '.'))

let sink = 0

/** Microseconds for a kilobyte. */
const timed = (seconds: number, one: (n: number) => number): number => {
  const end = performance.now() + seconds * 1_000
  let count = 0
  const started = performance.now()
  while (performance.now() < end) {
    for (let n = 0; n < texts.length; n++) sink += one(n)
    count += texts.length
  }
  return ((performance.now() - started) * 1_000) / count
}

let masks = new Masks(detect, kinds)

onQuestion('mask', (seconds: number) => {
  masks = new Masks(detect, kinds)
  return timed(seconds, n => masks.mask(texts[n] ?? '').length)
})
onQuestion('restore', (seconds: number) => {
  const known = new Masks([], kinds)
  for (let n = 1; n <= texts.length; n++) {
    known.know(`EMAIL_${n}`, datum(n * 4))
    known.know(`NAME_${n}`, datum(n * 4 + 2))
  }
  return timed(seconds, n => {
    const restorer = new Restorer(known)
    const text = masked[n] ?? ''
    let length = 0
    // In pieces, as a provider sends them.
    for (let at = 0; at < text.length; at += 4) length += restorer.push(text.slice(at, at + 4)).length
    return length + restorer.end().length
  })
})
onQuestion('scan', (seconds: number) =>
  timed(seconds, n => [...(texts[n] ?? '').matchAll(/[\w.+-]{1,64}@[\w-]+\.[\w.]+/g)].length),
)
onQuestion('copy', (seconds: number) =>
  timed(seconds, n => {
    const text = texts[n] ?? ''
    let copied = ''
    for (let at = 0; at < text.length; at += 4) copied += text.slice(at, at + 4)
    return copied.length
  }),
)
process.on('exit', () => {
  if (sink < 0) throw new Error('nothing was measured')
})
