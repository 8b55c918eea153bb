import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../packages/server/src/telemetry/metrics.ts'
import { repository } from '../process/repository.ts'

interface Metric {
  readonly name: string
  readonly type: string
  readonly labelNames: readonly string[]
}

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string }[]
}

interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

const read = (path: string): string => readFileSync(join(repository, path), 'utf8')

const { registry } = createMetrics()
const metrics = registry.getMetricsAsArray() as unknown as readonly Metric[]
/** What a query may name: histograms and summaries by their series. */
const series = new Map(
  metrics.flatMap(({ name, type, labelNames }) => {
    const names =
      type === 'histogram' || type === 'summary' ? ['_bucket', '_sum', '_count'].map(end => name + end) : [name]
    return names.map((one): [string, Metric] => [one, { name, type, labelNames }])
  }),
)
const { panels } = JSON.parse(read('deploy/grafana/chat-view.json')) as { panels: readonly Panel[] }
const shown = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
const { groups } = parse(read('deploy/prometheus/alerts.yaml')) as {
  groups: readonly { rules: readonly AlertRule[] }[]
}
const rules = groups.flatMap(group => group.rules)

const namesIn = (query: string): string[] => query.match(/\bchat_view_\w+/g) ?? []

/** What Prometheus itself puts beside ours; a label of ours called `job` is renamed by it. */
const others = ['instance', 'le', 'job']
const labelsIn = (query: string): string[] => [
  ...[...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', ')),
  ...[...query.matchAll(/[{,]\s*(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = '']) => label),
]

const unknownIn = (query: string): string[] => {
  const named = namesIn(query)
  const labels = named
    .flatMap(name => series.get(name)?.labelNames ?? [])
    .map(label => (label === 'job' ? 'exported_job' : label))
  return [
    ...named.filter(name => !series.has(name)),
    ...labelsIn(query).filter(label => !labels.includes(label) && !others.includes(label)),
  ]
}

/** Metrics that nobody need look at every day. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [/^chat_view_process_cpu_(user|system)_seconds_total$/, 'their sum is shown'],
  [/^chat_view_process_(virtual_memory|heap)_bytes$/, 'resident memory is shown'],
  [/^chat_view_process_(start_time_seconds|max_fds)$/, 'constant'],
  [/^chat_view_nodejs_eventloop_lag_(seconds|min_|max_|mean_|stddev_|p50_|p90_)/, 'the 99th percentile is shown'],
  [
    /^chat_view_nodejs_(active_|version_info|external_memory|heap_size_total|heap_space)/,
    'for a closer look at one node',
  ],
]

describe('the dashboard', () => {
  it('OP1 asks only for metrics and labels that are there', () => {
    expect(shown.length).toBeGreaterThan(30)
    expect(shown.flatMap(query => unknownIn(query).map(name => `${name} in ${query}`))).toEqual([])
  })

  it('OP1 shows every metric, or says why it does not', () => {
    const named = new Set(shown.flatMap(namesIn).map(name => series.get(name)?.name))
    const missing = metrics.map(({ name }) => name).filter(name => !named.has(name))
    expect(missing.filter(name => !leftOut.some(([pattern]) => pattern.test(name)))).toEqual([])
    const needless = leftOut.filter(([pattern]) => !missing.some(name => pattern.test(name)))
    expect(needless).toEqual([])
  })

  it('OP1 names each panel once', () => {
    const titles = panels.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

describe('the alarms', () => {
  it('OP1 ask only for metrics and labels that are there', () => {
    expect(rules.flatMap(({ expr }) => unknownIn(expr).map(name => `${name} in ${expr}`))).toEqual([])
    expect(rules.every(({ expr }) => namesIn(expr).length > 0 || expr.startsWith('up{'))).toBe(true)
  })

  it('OP9 say in words what is wrong, and lead to the page that says what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    expect(rules.filter(({ labels }) => !['page', 'ticket'].includes(labels.severity))).toEqual([])
    expect(
      rules.map(({ annotations }) => annotations.runbook).filter(page => !existsSync(join(repository, page))),
    ).toEqual([])
  })

  it('OP1 are seen to be wrong where a name or label is not ours', () => {
    expect(unknownIn('rate(chat_view_connections_total[5m])')).toEqual(['chat_view_connections_total'])
    expect(unknownIn('sum by (colour) (chat_view_connections{state="x"})')).toEqual(['colour', 'state'])
  })
})
