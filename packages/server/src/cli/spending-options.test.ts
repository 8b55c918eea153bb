import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runLine } from '../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'chat-view-spending-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const line = (...args: string[]) => runLine(args, { DATABASE_URL: `sqlite:${join(folder, 'chat.db')}` })

const settingsAfter = async (...args: string[]) => {
  const { code, out, err } = await line(...args, '--json')
  expect([code, err]).toEqual([0, ''])
  const { id, settings } = JSON.parse(out)
  return { id, settings }
}

test('AI7.3 a project’s limits, time zone and notice are set by the command line', async () => {
  const limits = ['--limit', 'user:messages:50/day', 'project:money:20.50/month']
  const words = ['--time-zone', 'Europe/Berlin', '--quota-notice', 'Tomorrow']
  const { id, settings } = await settingsAfter('project', 'create', '--name', 'Shop', ...limits, ...words)
  expect(settings).toMatchObject({
    limits: [
      { scope: 'user', unit: 'messages', period: 'day', limit: 50 },
      { scope: 'project', unit: 'money', period: 'month', limit: 20_500_000 },
    ],
    ...{ timeZone: 'Europe/Berlin', quotaNotice: 'Tomorrow', paused: false },
  })
  const again = await settingsAfter('project', 'update', id, '--no-limits')
  expect(again.settings).toMatchObject({ limits: null, timeZone: 'Europe/Berlin' })
  const wrong = await line('project', 'update', id, '--limit', 'everybody:messages:1/day')
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('must be a limit') })
  const nowhere = await line('project', 'update', id, '--time-zone', 'Mars/Olympus')
  expect(nowhere.code).toBe(1)
})

test('AI7.8 the kill switch is thrown and lifted by the command line', async () => {
  const { id } = await settingsAfter('project', 'create', '--name', 'Shop')
  expect((await settingsAfter('project', 'update', id, '--pause')).settings.paused).toBe(true)
  expect((await settingsAfter('project', 'update', id, '--greeting', 'Hello')).settings.paused).toBe(true)
  expect((await settingsAfter('project', 'update', id, '--resume')).settings.paused).toBe(false)
})
