import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Message, Problem } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { startServerProcess } from '../testing/server-process.ts'
import { SocketClient } from '../testing/socket-client.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { lookInto } from '../testing/whole-server/stored-texts.ts'

const run = promisify(execFile)
const patience = { timeout: 45_000, interval: 100 }

/** The longest that a file of that process may be from now on: what does not fit is refused as on a full disk. */
const limitFiles = (pid: number, bytes: number | 'unlimited'): Promise<unknown> =>
  run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])

/** The length of the longest file in a folder. */
const longestFile = async (folder: string): Promise<number> => {
  const sizes = (await readdir(folder)).map(async name => (await stat(join(folder, name))).size)
  return Math.max(...(await Promise.all(sizes)))
}

it.runIf(process.platform === 'linux')(
  'ST2 on a full disk nothing accepted is lost, what is refused says why and is not there, and with room it goes on',
  async () => {
    await using server = await startServerProcess(roomyLimits)
    const rest = await RestUser.signIn(server.url)
    const { thread } = await rest.post<{ thread: { id: string } }>('/v1/threads', { title: 'Full' })
    await using reader = await SocketClient.connect(`ws://127.0.0.1:${server.port}/v1/ws`)
    await reader.hello(rest.token)
    await reader.subscribe({ thread: thread.id })

    const accepted: string[] = []
    const refused: { id: string; code: string; retryAfter: number }[] = []
    const send = async (id: string = randomUUID()): Promise<boolean> => {
      const call = { json: { text: 'x'.repeat(20_000), answer: false }, commandId: id }
      const { status, text } = await rest.call('POST', `/v1/threads/${thread.id}/messages`, call)
      const body: unknown = JSON.parse(text)
      if (status === 201) accepted.push((body as { message: Message }).message.id)
      else {
        const { code, retryAfter = 0 } = body as Problem
        refused.push({ id, code, retryAfter })
      }
      return status === 201
    }
    for (let at = 0; at < 5; at++) expect(await send()).toBe(true)

    await limitFiles(server.pid, (await longestFile(server.folder)) + 30_000)
    for (let at = 0; at < 400 && refused.length < 5; at++) await send()
    expect(refused).toHaveLength(5)
    for (const { code, retryAfter } of refused) {
      expect(code).toBe('store_unavailable')
      expect(retryAfter).toBeGreaterThan(0)
    }
    // Reading goes on, and the connection is still there.
    expect((await rest.call('GET', `/v1/threads/${thread.id}`)).status).toBe(200)
    reader.send({ type: 'ping' })
    await reader.next('pong')

    await limitFiles(server.pid, 'unlimited')
    // The same commands again, as a client's outbox sends them.
    const again = refused.splice(0)
    for (const { id } of again) await expect.poll(() => send(id), patience).toBe(true)
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)

    await server.kill('SIGKILL')
    await server.start()
    const stored = lookInto(server.folder, db => {
      expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
      const rows = db.prepare('SELECT id FROM messages WHERE thread_id = ? ORDER BY seq').all(thread.id)
      return rows.map(({ id }) => id)
    })
    expect(stored).toEqual(accepted)
  },
)
