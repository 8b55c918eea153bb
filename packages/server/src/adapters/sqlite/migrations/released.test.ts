import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { migrations } from './index.ts'

/** Steps that a release took out into the world: each gets its line with that release, and is never changed again. */
const released: Readonly<Record<number, string>> = {
  1: '1f75743d761a13b243d37ae7ac17f73c',
  2: '84246529debff112be3c61d0221a542e',
  3: '2553accbffe85033fa0027a99b2c798f',
  4: 'eb3ee4d4e12eb409c8a5b4fd0aafbb7e',
}

it('ST4 a step that was released stays as it was', () => {
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
  const found = migrations
    .filter(({ number }) => number in released)
    .map(({ number, up, down }) => [number, hashOf(`${up}\0${down}`)])
  expect(Object.fromEntries(found)).toEqual(released)
})
