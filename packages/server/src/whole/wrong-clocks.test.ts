import type { Problem } from '@chat-view/protocol'
import type { Clock } from '@chat-view/sdk'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { signUserToken } from '../adapters/jose/sign-user-token.ts'
import { type ServerProcess, startServerProcess } from '../testing/server-process.ts'
import { type AnsweringOpenAI, startAnsweringOpenAI } from '../testing/whole-server/answering-openai.ts'
import { RestUser } from '../testing/whole-server/rest-user.ts'
import { roomyLimits } from '../testing/whole-server/roomy-limits.ts'
import { runCommand } from '../testing/whole-server/run-command.ts'
import { openSdkUser } from '../testing/whole-server/sdk-user.ts'

const hour = 3_600_000

let ai: AnsweringOpenAI
let server: ServerProcess

beforeAll(async () => {
  ai = await startAnsweringOpenAI({ words: 120, pace: 8 })
  server = await startServerProcess({ ...roomyLimits, ...ai.env, ACCESS_TOKEN_TTL: '1s' })
})
afterAll(async () => {
  await server.close()
  await ai[Symbol.asyncDispose]()
})

/** A device whose clock is wrong and whose timers are right. */
const clockOff = (by: number): Clock => ({
  now: () => Date.now() + by,
  after: (ms, call) => {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
})

it.each([
  ['ahead', hour],
  ['behind', -hour],
])(
  'SE1 a device whose clock is an hour %s reads answers that outlast its token, and asks for new ones with measure',
  async (_, by) => {
    let sessions = 0
    const counting: typeof fetch = (input, init) => {
      if (String(input).endsWith('/v1/sessions')) sessions++
      return fetch(input, init)
    }
    await using user = openSdkUser(server.url, { clock: clockOff(by), fetch: counting })
    const thread = user.chat.thread()
    const began = performance.now()
    for (let at = 0; at < 3; at++) {
      let text = ''
      for await (const piece of thread.send(`Question ${at}`)) text += piece
      expect(ai.answers).toContain(text)
    }
    const lifetimes = (performance.now() - began) / 1_000
    expect(lifetimes).toBeGreaterThan(1)
    expect(sessions).toBeGreaterThan(1)
    expect(sessions).toBeLessThan(5 + 4 * lifetimes)
  },
)

test('SE1 a host whose clock is an hour off is refused in words, and one that is less than a minute off is not', async () => {
  const key = await runCommand<{ kid: string; secret: string }>(server.folder, 'key', 'create', '--project', 'pk_demo')
  const signedAt = (now: number): Promise<string> => signUserToken({ ...key, algorithm: 'HS256', subject: 'ada', now })
  const refusal = async (now: number): Promise<Problem> => {
    const response = await fetch(`${server.url}/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ project: 'pk_demo', token: await signedAt(now) }),
    })
    expect(response.status).toBe(401)
    return (await response.json()) as Problem
  }
  const now = Date.now()
  // The command line's keys are seen within a second.
  await expect
    .poll(
      async () =>
        RestUser.signIn(server.url, { token: await signedAt(now) }).then(
          () => 'in',
          () => 'out',
        ),
      { timeout: 45_000 },
    )
    .toBe('in')
  expect((await refusal(now - hour)).code).toBe('token_expired')
  expect((await refusal(now + hour)).code).toBe('token_invalid')
  for (const off of [-45_000, 45_000]) {
    const user = await RestUser.signIn(server.url, { token: await signedAt(Date.now() + off) })
    expect(user.session.user).toMatchObject({ kind: 'known' })
  }
})
