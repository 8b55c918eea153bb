import { expect, it } from 'vitest'
import { inlineBounds } from './inline-bounds.ts'

const bounds = { text: 100, tools: { result: 20 } }

it('UX3 writes the numbers of the bounds that a module names', () => {
  const code =
    "import { a, bounds } from './codes.ts'; f(bounds.text, b.bounds.text, bounds.tools, bounds.tools.result - 1)"
  expect(inlineBounds(code, bounds)).toBe(
    "import { a, bounds } from './codes.ts'; f(100, b.bounds.text, bounds.tools, 20 - 1)",
  )
})

it('UX3 leaves modules alone that have bounds of their own', () => {
  const code = "import { a } from './codes.ts'; const bounds = a; f(bounds.text)"
  expect(inlineBounds(code, bounds)).toBe(code)
})
