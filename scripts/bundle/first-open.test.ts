import { globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { repository } from '../process/repository.ts'
import { isForFirstOpen } from './first-open.ts'

it('UX3 counts no other language than English, which comes with what connects', () => {
  const locales = globSync('packages/widget/src/locales/*/index.ts', { cwd: repository })
  expect(locales.length).toBeGreaterThan(1)
  expect(locales.filter(isForFirstOpen)).toEqual([])
})

it('UX3 counts what draws the conversation', () => {
  expect(isForFirstOpen('/packages/widget/src/components/chat-panel/make-panel.ts')).toBe(true)
  expect(isForFirstOpen('/packages/widget/src/controllers/chat-host.ts')).toBe(true)
})

it('UX3 leaves out what only a press, or a list in sight, wants', () => {
  const late = [
    'components/chat-people/open-people.ts',
    'components/chat-search/chat-search.ts',
    'locales/en/later.ts',
    'components/later-parts.ts',
  ]
  for (const file of late) expect(isForFirstOpen(`/packages/widget/src/${file}`), file).toBe(false)
})
