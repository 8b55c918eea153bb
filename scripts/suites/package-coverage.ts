import type { CoverageMapData, FileCoverageData } from 'istanbul-lib-coverage'

/** How much of a package ran, in parts of one. */
export interface PackageCoverage {
  readonly name: string
  readonly lines: number
  readonly branches: number
}

interface Ratio {
  readonly covered: number
  readonly total: number
}

/**
 * Coverage of each package over all suites. A line ran when any suite ran it. The suites tell branches apart in
 * different ways, so of a file's branches the better suite's share counts: never more than all of them together ran.
 * The first map knows every file, also those that nothing loaded, and says which lines there are.
 */
export function packageCoverage(all: CoverageMapData, others: readonly CoverageMapData[]): readonly PackageCoverage[] {
  const packages = new Map<string, { lines: Ratio[]; branches: Ratio[] }>()
  for (const [path, entry] of Object.entries(all)) {
    const name = /[\\/]packages[\\/]([^\\/]+)[\\/]src[\\/]/.exec(path)?.[1]
    if (name === undefined) continue
    const more = others.flatMap(map => (map[path] ? [fileData(map[path])] : []))
    const into = packages.get(name) ?? { lines: [], branches: [] }
    packages.set(name, into)
    into.lines.push(linesOf(fileData(entry), more))
    into.branches.push(branchesOf([fileData(entry), ...more]))
  }
  return [...packages]
    .map(([name, { lines, branches }]) => ({ name, lines: share(lines), branches: share(branches) }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

const fileData = (entry: CoverageMapData[string]): FileCoverageData =>
  'data' in entry ? (entry.data as FileCoverageData) : entry

function linesOf(file: FileCoverageData, others: readonly FileCoverageData[]): Ratio {
  const known = hitsByLine(file)
  const more = others.map(hitsByLine)
  let covered = 0
  for (const [line, hits] of known) {
    if (hits > 0 || more.some(each => (each.get(line) ?? 0) > 0)) covered += 1
  }
  return { covered, total: known.size }
}

function hitsByLine({ statementMap, s }: FileCoverageData): ReadonlyMap<number, number> {
  const lines = new Map<number, number>()
  for (const [id, { start }] of Object.entries(statementMap)) {
    lines.set(start.line, Math.max(lines.get(start.line) ?? 0, s[id] ?? 0))
  }
  return lines
}

function branchesOf(suites: readonly FileCoverageData[]): Ratio {
  const [first, ...rest] = suites.map(({ b }) => {
    const paths = Object.values(b).flat()
    return { covered: paths.filter(hits => hits > 0).length, total: paths.length }
  })
  if (!first) return { covered: 0, total: 0 }
  const best = Math.max(...[first, ...rest].map(({ covered, total }) => (total === 0 ? 0 : covered / total)))
  return { covered: best * first.total, total: first.total }
}

function share(ratios: readonly Ratio[]): number {
  const total = ratios.reduce((sum, ratio) => sum + ratio.total, 0)
  return total === 0 ? 1 : ratios.reduce((sum, ratio) => sum + ratio.covered, 0) / total
}
