import { expect, it } from 'vitest'
import { trimText } from './trim-text.ts'

it('CV11 keeps what indents the first line, and drops the blank lines around a text', () => {
  expect(trimText(' \n\n    indented()\n  code() \n\n')).toBe('    indented()\n  code()')
  expect(trimText(' \r\n\tone')).toBe('\tone')
  expect(trimText(' \n ')).toBe('')
})
