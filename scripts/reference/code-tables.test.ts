import { closeCodes, errorCodes, permissions } from '@chat-view/protocol/codes'
import { expect, test } from 'vitest'
import { closeCodeTable, errorCodeTable, permissionTable } from './code-tables.ts'

const firstCells = (page: string, column = 1): string[] =>
  page
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(2)
    .map(line => line.split('|')[column]?.replaceAll('`', '').trim() ?? '')

test('SE10 the page of error codes has every code once', () => {
  expect(firstCells(errorCodeTable())).toEqual(Object.keys(errorCodes))
})

test('RT9 the page of close codes says of each what a client does', () => {
  expect(firstCells(closeCodeTable(), 2)).toEqual(Object.keys(closeCodes))
  expect(new Set(firstCells(closeCodeTable(), 4))).toEqual(new Set(['reconnect', 'refresh', 'stop']))
})

test('CV9 the page of permissions has every action, and who is permitted it', () => {
  const page = permissionTable()
  expect(firstCells(page)).toEqual(Object.keys(permissions))
  const row = page.split('\n').find(line => line.startsWith('| `message.delete`')) ?? ''
  expect(row.split('|').map(cell => cell.trim())).toEqual([
    '',
    '`message.delete`',
    'yes',
    '',
    '',
    'yes',
    '',
    'yes',
    'refused',
    '',
    '',
  ])
})
