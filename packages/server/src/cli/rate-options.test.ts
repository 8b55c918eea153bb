import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runLine } from '../testing/run-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'chat-view-rates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const line = (...args: string[]) => runLine(args, { DATABASE_URL: `sqlite:${join(folder, 'chat.db')}` })

const projectAfter = async (...args: string[]) => {
  const { code, out, err } = await line(...args, '--json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

const none = {
  httpLimit: null,
  socketLimit: null,
  sendLimit: null,
  projectHttpLimit: null,
  projectSocketLimit: null,
  projectSendLimit: null,
}

test('SE5 a project’s own rates are set by the command line, each by itself, and given up together', async () => {
  const rates = ['--rate', 'http:100/1m', 'project:send:500/1h']
  const { id, settings } = await projectAfter('project', 'create', '--name', 'Shop', ...rates)
  const first = { ...none, httpLimit: '100/1m', projectSendLimit: '500/1h' }
  expect(settings).toMatchObject(first)
  const more = ['--rate', 'send:5/10s', 'socket:50/1m', 'project:http:0/1d', 'project:socket:9/1m']
  const named = { sendLimit: '5/10s', socketLimit: '50/1m', projectHttpLimit: '0/1d', projectSocketLimit: '9/1m' }
  expect((await projectAfter('project', 'update', id, ...more)).settings).toMatchObject({ ...first, ...named })
  expect((await projectAfter('project', 'update', id, '--greeting', 'Hi')).settings).toMatchObject(named)
  const again = await projectAfter('project', 'update', id, '--no-rates', '--rate', 'send:6/1m')
  expect(again.settings).toMatchObject({ ...none, sendLimit: '6/1m' })
})

test.each(['often', 'send', 'send:often', 'user:send:5/1m', 'send:30/0m', 'send:9999999999/1m', 'constructor:5/1m'])(
  'SE5 what is no rate is refused in words: %s',
  async rate => {
    const refused = await line('project', 'create', '--name', 'Shop', '--rate', rate)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('must be a rate such as') })
  },
)
