import { expect, it } from 'vitest'
import type { Command } from './commands.ts'
import { findCommands } from './find-commands.ts'

const command = (label: string): Command => ({ label, drawing: { d: '' }, shortcut: null, run: () => {} })
const groups = [
  { label: 'Commands', commands: ['New conversation', 'Über den Chat', 'Rename'].map(command) },
  { label: 'Conversations', commands: ['Naïve question', 'New tariff'].map(command) },
]
const found = (query: string, most = 9) =>
  findCommands(groups, query, most).map(({ label, commands }) => [label, ...commands.map(one => one.label)])

it('CV2.2 commands are found by words in any order, without capitals and accents', () => {
  expect(found('conv new')).toEqual([['Commands', 'New conversation']])
  expect(found('uber')).toEqual([['Commands', 'Über den Chat']])
  expect(found('NAIVE')).toEqual([['Conversations', 'Naïve question']])
  expect(found('nothing of that')).toEqual([])
})

it('CV2.2 keeps the order, and bounds what each group shows', () => {
  expect(found('', 1)).toEqual([
    ['Commands', 'New conversation'],
    ['Conversations', 'Naïve question'],
  ])
})
