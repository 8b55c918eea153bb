import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../packages/server/src/telemetry/metrics.ts'
import { repository } from '../process/repository.ts'

const read = (path: string): string => readFileSync(join(repository, path), 'utf8')

const { registry } = createMetrics()
const metrics = registry.getMetricsAsArray().map(({ name }) => name)
const isMetric = (name: string): boolean => {
  if (name.endsWith('_')) return metrics.some(known => known.startsWith(name))
  return metrics.includes(name.replace(/_(bucket|sum|count)$/, '')) || metrics.includes(name)
}

const sources = globSync('packages/server/src/**/*.ts', { cwd: repository, exclude: ['**/*.test.ts'] }).map(read)

/** First cells of the table under a head. */
const firstCells = (text: string, head: string): string[] => {
  const [, body = ''] = text.split(`| ${head} |`)
  const [rows = ''] = body.split(/\n\n/)
  return [...rows.matchAll(/^\| (?!---)(.+?) \|/gm)].map(([, cell = '']) => cell.replaceAll('`', ''))
}

const { groups } = parse(read('deploy/prometheus/alerts.yaml')) as {
  groups: readonly { rules: readonly { alert: string }[] }[]
}
const alarms = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert))

describe.each(['redis-away', 'mongodb-away', 'node-lost'])('docs/operations/%s.md', page => {
  const text = read(`docs/operations/${page}.md`)

  it('OP9 says what users see, how it shows, what to do, and how to know that it is over', () => {
    const heads = [...text.matchAll(/^## (.+)$/gm)].map(([, head]) => head)
    expect(heads).toEqual(['What users see', 'How it shows', 'What to do', 'How to know that it is over'])
    expect(firstCells(text, 'where | what')).toEqual(expect.arrayContaining(['metrics', 'alarm']))
  })

  it('OP9 quotes log lines as the server writes them', () => {
    const lines = firstCells(text, 'log line | means')
    expect(lines.length).toBeGreaterThan(4)
    expect(lines.filter(line => !sources.some(source => source.includes(line)))).toEqual([])
  })

  it('OP9 names metrics and alarms that are there', () => {
    const named = [...text.matchAll(/\bchat_view_\w+/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter(name => !isMetric(name))).toEqual([])
    const known = [...text.matchAll(/`(ChatView\w+)`/g)].map(([, name = '']) => name)
    expect(known.filter(name => !alarms.includes(name))).toEqual([])
  })
})

describe('docs/operations/metrics.md', () => {
  const text = read('docs/operations/metrics.md')

  it('OP1 lists every metric of ours, and none that is not there', () => {
    const named = [...text.matchAll(/\bchat_view_\w+/g)].map(([name]) => name)
    expect(named.filter(name => !isMetric(name))).toEqual([])
    const ours = metrics.filter(name => !/^chat_view_(process|nodejs)_/.test(name))
    expect(ours.filter(name => !named.includes(name))).toEqual([])
  })

  it('OP9 says of every alarm where to look', () => {
    const told = [...text.matchAll(/`(ChatView\w+)`/g)].map(([, name = '']) => name)
    expect([...new Set(told)].sort()).toEqual([...alarms].sort())
  })
})
