import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCountEngine } from './count-engine.ts'
import { encodings } from './encoding-of.ts'
import { estimateTokens } from './estimate-tokens.ts'

const engine = createCountEngine()

/** The most that any of the tokenizers makes of it. */
const real = (text: string): number =>
  Math.max(...encodings.map(encoding => engine({ id: 1, encoding, texts: [text] }).tokens?.[0] ?? Number.NaN))

const sentences = [
  'The quick brown fox jumps over the lazy dog, and nobody minds.',
  'It was the internationalization committee which decided upon constitutional questions in 1984.',
  'Die Donaudampfschifffahrtsgesellschaft wurde gegründet, während überall Straßen gebaut wurden.',
  'Le cœur déçu mais l’âme plutôt naïve, Louÿs rêva de crapaüter en canoë au delà des îles.',
  'El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia y frío, añoraba a su querido cachorro.',
  'Törkylempijävongahdus ja epäjärjestelmällistyttämättömyys ovat pitkiä sanoja.',
  'Zażółć gęślą jaźń, powiedział żółw do źdźbła trawy.',
  'Tôi có thể ăn thủy tinh mà không hại gì.',
  'Съешь же ещё этих мягких французских булок, да выпей чаю.',
  'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία και προχωρώ.',
  '我能吞下玻璃而不伤身体。今天天气很好,我们去公园散步吧。',
  'いろはにほへと ちりぬるを。今日はとても良い天気ですね、東京タワーへ行きましょう。',
  '키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다.',
  'نص حكيم له سر قاطع وذو شأن عظيم مكتوب على ثوب أخضر',
  'דג סקרן שט בים מאוכזב ולפתע מצא חברה',
  'नहीं नजर किसी की बुरी नहीं किसी का मुँह काला जो करे',
  'เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน',
  'யாமறிந்த மொழிகளிலே தமிழ்மொழி போல் இனிதாவது எங்கும் காணோம்',
  'ვეპხის ტყაოსანი შოთა რუსთაველი',
  'Great job 😀🎉 from the whole family 👩‍👩‍👧‍👦 in 🇩🇪!',
  'const x = (a, b) => { return a?.b ?? c[0]; } // sure\n  if (!x) throw new Error(`no y`)\n',
  'On 2026-11-21T19:34:57Z we counted 1,234,567,890 grains and 3.14159 pies.',
  'See https://example.com/path/to/file.html?query=value&page=2#part for more.',
  '| name | price |\n|------|------:|\n| tea  |  1.50 |\n\n- one\n- two\n',
  'WARNING: DO NOT OPEN THIS DOOR WHILE THE MACHINE IS RUNNING.',
]

it.each(sentences)('AI3.2 no fewer tokens are estimated than there are, nor many times as many: %s', text => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(real(text))
  expect(estimateTokens(text)).toBeLessThanOrEqual(real(text) * 5)
})

it('AI3.2 of texts put together from words of many languages no fewer tokens are estimated than there are', () => {
  const words = sentences.flatMap(sentence => sentence.split(' '))
  const separator = fc.constantFrom(' ', ' ', ' ', '\n', ', ')
  const pairs = fc.array(fc.tuple(fc.constantFrom(...words), separator), { minLength: 20, maxLength: 400 })
  fc.assert(
    fc.property(pairs, chosen => {
      const text = chosen.flat().join('')
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(real(text))
    }),
  )
})

it('AI3.2 Chinese, Japanese and Korean count more for their length than Latin letters', () => {
  for (const text of ['天'.repeat(100), 'の'.repeat(100), '한'.repeat(100)])
    expect(estimateTokens(text)).toBeGreaterThan(3 * estimateTokens('a'.repeat(100)))
})

it('AI3.2 a longer text has no fewer tokens, and none has none', () => {
  const texts = fc
    .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
    .map(codes => String.fromCodePoint(...codes))
  fc.assert(
    fc.property(texts, texts, (text, more) => {
      expect(estimateTokens(`${text}\n${more}`)).toBeGreaterThanOrEqual(estimateTokens(text))
    }),
  )
  expect(estimateTokens('')).toBe(0)
})
