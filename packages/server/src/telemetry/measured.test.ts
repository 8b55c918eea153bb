import { expect, test } from 'vitest'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import type { JobsState } from '../ports/jobs.ts'
import { countBus } from './count-bus.ts'
import { countCommands } from './count-commands.ts'
import { measureJobs } from './measure-jobs.ts'
import { measureParts } from './measure-parts.ts'
import { createMetrics } from './metrics.ts'

test('OP1 what /ready sees is a metric of each part', async () => {
  const metrics = createMetrics()
  const checks = [
    { name: 'store', ok: true, detail: null },
    { name: 'bus', ok: false, detail: 'nobody answers' },
  ]
  await measureParts(metrics, async () => ({ checks }))
  const text = await metrics.registry.metrics()
  expect(text).toContain('chat_view_part_up{part="store"} 1')
  expect(text).toContain('chat_view_part_up{part="bus"} 0')
})

test('OP1 background work is measured while it goes on, and by nothing while it does not', async () => {
  const metrics = createMetrics()
  let state: JobsState = { name: 'running', busy: 1, waiting: 2, failed: 3 }
  const jobs = { state: () => state }
  measureJobs(metrics, jobs)
  expect(await metrics.registry.metrics()).toContain('chat_view_jobs_now{state="waiting"} 2')
  state = { name: 'away', reason: 'nobody answers' }
  measureJobs(metrics, jobs)
  expect(await metrics.registry.metrics()).not.toContain('chat_view_jobs_now{')
})

test('OP1 a command that a limit refuses is counted among the limits too', async () => {
  const metrics = createMetrics()
  const observe = countCommands(metrics)
  observe('sendMessage', 'ok', 0.01)
  observe('sendMessage', 'rate_limited', 0.01)
  observe('sendMessage', 'quota_exceeded', 0.01)
  const text = await metrics.registry.metrics()
  expect(text).toContain('chat_view_command_seconds_count{command="sendMessage",code="ok"} 1')
  expect(text).toContain('chat_view_limited_total{limit="send"} 1')
  expect(text).toContain('chat_view_limited_total{limit="quota"} 1')
})

test('OP1 words between nodes are counted as told and as heard, and pass unchanged', async () => {
  const metrics = createMetrics()
  const inner = createMemoryBus()
  const bus = countBus(metrics, inner)
  const heard: string[] = []
  const leave = bus.subscribe(({ kind }) => heard.push(kind))
  bus.publish({ kind: 'project', project: 'p1' })
  inner.publish({ kind: 'stop', generation: 'g1' })
  leave()
  bus.publish({ kind: 'project', project: 'p1' })
  expect(heard).toEqual(['project', 'stop'])
  const text = await metrics.registry.metrics()
  expect(text).toContain('chat_view_bus_words_total{kind="project",direction="told"} 2')
  expect(text).toContain('chat_view_bus_words_total{kind="project",direction="heard"} 2')
  expect(text).toContain('chat_view_bus_words_total{kind="stop",direction="heard"} 1')
  await bus.close()
})
