import { describe, expect, it } from 'vitest'
import { makeHasher } from '../../cli/hasher.ts'
import { linesOf } from '../../testing/archive/archive-lines.ts'
import { codeOf, refusalOf } from '../../testing/store-contract/coded.ts'
import { exportArchive } from './export-archive.ts'
import { parseArchive, type ReadArchive } from './parse-archive.ts'

const operatorKey = (n: number) => ({
  key: `["key ${n}"]`,
  row: { id: `key ${n}`, name: 'me', scopes: [], hash: `h${n}`, createdAt: n, revokedAt: null },
})

/** An archive of three operators' keys. */
const archive = async (): Promise<string[]> => {
  let text = ''
  await exportArchive({
    reader: {
      counts: async () => ({ operator_key: 3 }) as never,
      read: async (kind, after) =>
        (kind === 'operator_key' && after === null ? [1, 2, 3].map(operatorKey) : []) as never,
      close: async () => {},
    },
    store: 'sqlite',
    at: 5,
    makeHasher,
    write: async lines => {
      text += lines
    },
  })
  return text.trimEnd().split('\n')
}

const read = async (lines: readonly string[]): Promise<ReadArchive> => {
  const rows = parseArchive(linesOf(lines), makeHasher)
  for (;;) {
    const next = await rows.next()
    if (next.done) return next.value
  }
}

const changed = (line: string, change: Record<string, unknown>): string =>
  JSON.stringify({ ...JSON.parse(line), ...change })

const rowChanged = (line: string, change: Record<string, unknown>): string => {
  const { row, ...rest } = JSON.parse(line)
  return JSON.stringify({ ...rest, row: { ...row, ...change } })
}

describe('reading an archive', () => {
  it('ST9 a whole one is read to its end, with what it says of itself', async () => {
    const found = await read(await archive())
    expect(found.header).toEqual({ format: 'chat-view archive', version: 2, createdAt: 5, store: 'sqlite' })
    expect(found.counts.operator_key).toBe(3)
  })

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['nothing at all', () => [], /line 1: it is empty/],
    ['another file', () => ['{"hello":1}'], /line 1: this is no archive/],
    ['no JSON', lines => lines.with(2, '{"half'), /line 3: it is no JSON/],
    ['a newer format', lines => lines.with(0, changed(lines[0] ?? '', { version: 3 })), /line 1: its format is 3/],
    ['one that was cut off', lines => lines.slice(0, 3), /line 3: it ends before its end/],
    ['a row that was changed', lines => lines.with(1, rowChanged(lines[1] ?? '', { name: 'you' })), /checksum/],
    ['a row that was taken out', lines => lines.toSpliced(2, 1), /checksum/],
    ['rows out of order', lines => [lines[0], lines[2], lines[1], ...lines.slice(3)] as string[], /line 3: its key/],
    ['a row twice', lines => lines.toSpliced(2, 0, lines[1] ?? ''), /line 3: its key is not after/],
    [
      'kinds out of order',
      lines => lines.toSpliced(4, 0, changed(lines[1] ?? '', { kind: 'project' })),
      /line 5: project comes after operator_key/,
    ],
    [
      'an unknown kind',
      lines => lines.with(1, changed(lines[1] ?? '', { kind: 'secret' })),
      /line 2: secret is no kind/,
    ],
    ['a key that is none', lines => lines.with(1, changed(lines[1] ?? '', { key: '{}' })), /line 2: no key/],
    ['a key of another form', lines => lines.with(1, changed(lines[1] ?? '', { key: 7 })), /line 2: the key must be/],
    [
      'a field of another form',
      lines => lines.with(1, rowChanged(lines[1] ?? '', { createdAt: '1' })),
      /line 2: createdAt must be a whole/,
    ],
    [
      'a field that is missing',
      lines => lines.with(1, rowChanged(lines[1] ?? '', { hash: undefined })),
      /line 2: hash must be an id/,
    ],
    ['a field too many', lines => lines.with(1, rowChanged(lines[1] ?? '', { more: 1 })), /line 2: more is no field/],
    [
      'a field of a name that every object knows',
      lines => lines.with(1, rowChanged(lines[1] ?? '', { constructor: 1 })),
      /line 2: constructor is no field/,
    ],
    ['more after its end', lines => [...lines, lines[1] ?? ''], /line 6: there is more/],
    [
      'counts that are others',
      lines => lines.with(4, changed(lines[4] ?? '', { counts: {} })),
      /line 5: the rows of project are not those/,
    ],
  ])('ST9 %s is refused by its line', async (_, damage, says) => {
    const refused = await refusalOf(read(damage(await archive())))
    expect(refused.code).toBe('invalid_request')
    expect(refused.detail).toMatch(says)
  })

  it('SE9 what is wrong is told by its place, never by its value', async () => {
    const lines = await archive()
    const bad = lines.with(1, rowChanged(lines[1] ?? '', { name: { text: 'private' } }))
    const refused = await refusalOf(read(bad))
    expect(refused.detail).not.toContain('private')
    expect(await codeOf(read(bad))).toBe('invalid_request')
  })
})
