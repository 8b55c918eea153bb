import { expect, it, vi } from 'vitest'
import type { QuotaNotice } from '../../ports/quota-observer.ts'
import type { WebhookNews } from '../../ports/webhook-topics.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { askToSend } from './ask-to-send.ts'
import { createQuotaNews } from './quota-news.ts'

const notice: QuotaNotice = {
  kind: 'warning',
  key: 'a key',
  projectId: 'a project',
  userId: 'a user',
  scope: 'user',
  unit: 'tokens',
  period: 'day',
  limit: 100,
  used: 80,
  reserved: 3,
  resetsAt: 900,
  warning: true,
}

const observing = (written: () => Promise<number>) => {
  const [told, asked, warnings]: [WebhookNews[], string[], unknown[]] = [[], [], []]
  const observer = createQuotaNews({
    store: {
      tellWebhooks(_project, news) {
        told.push(news)
        return written()
      },
    },
    clock: createFakeClock(50),
    logger: { warn: fields => void warnings.push(fields) },
    ask: async () => void asked.push('asked'),
  })
  return { observer, told, asked, warnings }
}

it('OP6.3 what is told of a limit is how far it is used, by ids and numbers', async () => {
  const { observer, told, asked } = observing(async () => 1)
  observer.noticed(notice)
  observer.noticed({ ...notice, kind: 'reached', userId: null })
  await vi.waitFor(() => expect(asked).toEqual(['asked', 'asked']))
  const limit = { scope: 'user', unit: 'tokens', period: 'day', limit: 100, used: 80, resetsAt: 900 }
  const about = { key: 'a key', threadId: null, seq: 0, at: 50 }
  expect(told).toEqual([
    { ...about, topic: 'quota.warning', userId: 'a user', data: { project: 'a project', user: 'a user', ...limit } },
    { ...about, topic: 'quota.reached', userId: null, data: { project: 'a project', ...limit } },
  ])
})

it('OP6.3 where no webhook wants it nothing is asked for, and a store that fails harms nobody', async () => {
  const quiet = observing(async () => 0)
  quiet.observer.noticed(notice)
  const failing = observing(() => Promise.reject(new Error('away')))
  failing.observer.noticed(notice)
  await vi.waitFor(() => expect(failing.warnings).toMatchObject([{ project: 'a project' }]))
  expect([quiet.asked, failing.asked, quiet.warnings]).toEqual([[], [], []])
})

it('OP6 wishes for another run within five seconds are one', async () => {
  const wishes: unknown[] = []
  const jobs = { once: async (...wish: unknown[]) => void wishes.push(wish) }
  for (const at of [undefined, 10_000, 14_999, 15_000]) await askToSend({ jobs, logger: silentLogger }, at)
  expect(wishes).toEqual([
    ['webhooks', 'now', {}, undefined],
    ['webhooks', 'at 2', {}, 10_000],
    ['webhooks', 'at 2', {}, 14_999],
    ['webhooks', 'at 3', {}, 15_000],
  ])
})
