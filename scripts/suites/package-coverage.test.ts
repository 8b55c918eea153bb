import { expect, it } from 'vitest'
import { packageCoverage } from './package-coverage.ts'

const place = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } })

/** A file of one statement a line and one branch of several paths. */
function file(path: string, lines: number[], paths: number[]) {
  const statements = lines.map((hits, index) => [String(index), hits] as const)
  return {
    [path]: {
      path,
      statementMap: Object.fromEntries(statements.map(([id]) => [id, place(Number(id) + 1)])),
      s: Object.fromEntries(statements),
      fnMap: {},
      f: {},
      branchMap: {},
      b: { 0: paths },
    },
  }
}

const widget = '/repo/packages/widget/src/parse.ts'

it('DX6 a line counts when any suite ran it', () => {
  const unit = file(widget, [1, 0, 0, 0], [1, 0])
  const browser = file(widget, [0, 3, 0, 2], [0, 0])
  expect(packageCoverage(unit, [browser])).toEqual([{ name: 'widget', lines: 0.75, branches: 0.5 }])
})

it('DX6 lines that only another suite knows change nothing', () => {
  const unit = file(widget, [0, 0], [0])
  const browser = file(widget, [1, 1, 1, 1, 1], [1])
  expect(packageCoverage(unit, [browser])).toEqual([{ name: 'widget', lines: 1, branches: 1 }])
})

it('DX6 of two suites the better share of branches counts', () => {
  const unit = file(widget, [1], [1, 0, 0, 0])
  const browser = file(widget, [1], [1, 1, 0, 0])
  expect(packageCoverage(unit, [browser])[0]?.branches).toBe(0.5)
})

it('DX6 a file that nothing loaded pulls its package down, and no other', () => {
  const unit = {
    ...file('/repo/packages/sdk/src/a.ts', [1, 1], [1]),
    ...file('/repo/packages/sdk/src/b.ts', [0, 0], [0]),
    ...file('/repo/packages/protocol/src/a.ts', [1], []),
    ...file('/repo/scripts/a.ts', [0], [0]),
  }
  expect(packageCoverage(unit, [])).toEqual([
    { name: 'protocol', lines: 1, branches: 1 },
    { name: 'sdk', lines: 0.5, branches: 0.5 },
  ])
})
