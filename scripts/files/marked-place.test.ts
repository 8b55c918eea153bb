import { expect, it } from 'vitest'
import { withMarkedPlace } from './marked-place.ts'

const page = 'before\n<!-- table -->\nold\n<!-- /table -->\nafter\n'

it('DX6 what is made goes between its marks, and nothing else changes', () => {
  const made = withMarkedPlace(page, 'table', '\n$& new\n', 'README.md')
  expect(made).toBe('before\n<!-- table -->\n$& new\n<!-- /table -->\nafter\n')
  expect(withMarkedPlace(made, 'table', '\nold\n', 'README.md')).toBe(page)
})

it.each(['no mark at all', '<!-- table --> never ends', '<!-- /table --> <!-- table -->'])(
  'DX6 a page without a place for it is named: %s',
  text => {
    expect(() => withMarkedPlace(text, 'table', '', 'README.md')).toThrow(
      'README.md has no <!-- table --> … <!-- /table -->',
    )
  },
)
