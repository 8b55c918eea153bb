import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gapBefore, quotation } from './quote-text.ts'

const text = fc.string({ unit: fc.constantFrom('a', '> ', '\n', '\r\n', ' ', '`', '漢') })

it('CV11.1 every line of what is quoted stands in the quotation, and nothing else does', () => {
  fc.assert(
    fc.property(text, text => {
      const lines = quotation(text).split('\n')
      expect(lines.splice(-2)).toEqual(['', ''])
      for (const line of lines) expect(line).toMatch(/^>( |$)/)
      const quoted = lines.map(line => line.replace(/^> ?/, '').trim())
      expect(quoted).toEqual(
        text
          .trim()
          .split(/\r\n|\r|\n/)
          .map(line => line.trim()),
      )
    }),
  )
})

it('CV11.1 a quotation begins a block of its own after what is written', () => {
  fc.assert(
    fc.property(text, written => {
      const before = written + gapBefore(written)
      expect(before.startsWith(written)).toBe(true)
      expect(before === '' || before.endsWith('\n\n')).toBe(true)
    }),
  )
})
