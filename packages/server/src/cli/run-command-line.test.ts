import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createTokens } from '../adapters/jose/tokens.ts'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { spawnServer } from '../testing/spawn-server.ts'
import { runCommandLine } from './run-command-line.ts'
import { systemCommandLine } from './system-command-line.ts'

const folders: string[] = []
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-view-cli-'))
  folders.push(folder)
})
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}

const run = async (args: string, env: Record<string, string> = {}): Promise<Run> => {
  const out: string[] = []
  const err: string[] = []
  let code = 0
  const line = systemCommandLine({ DATABASE_URL: `sqlite:${join(folder, 'chat.db')}`, ...env })
  await runCommandLine(args.split(' '), {
    ...line,
    print: text => out.push(text),
    complain: text => err.push(text),
    exit: ended => {
      code = ended
    },
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const json = async (args: string) => JSON.parse((await run(`${args} --json`)).out)

test('DX4 a project is created, listed and changed', async () => {
  const made = await json('project create --name Shop --origin https://shop.example.com --prompt Hello')
  expect(made).toMatchObject({ name: 'Shop', origins: ['https://shop.example.com'], settings: { prompts: ['Hello'] } })
  expect((await run('project list')).out).toContain(`${made.key}  Shop`)
  const changed = await json(`project update ${made.key} --name Store --disable --greeting Welcome`)
  expect(changed).toMatchObject({
    name: 'Store',
    enabled: false,
    version: 2,
    settings: { greeting: 'Welcome', prompts: ['Hello'] },
  })
  expect(await json(`project update ${made.id} --enable`)).toMatchObject({ enabled: true, name: 'Store' })
})

test('DX4 what is wrong gets a line and a documented exit code', async () => {
  expect(await run('project create --name Shop --origin shop.example.com/path')).toMatchObject({
    code: 1,
    err: expect.stringContaining('origins.0'),
  })
  expect(await run('project update pk_nobody --name X')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not_found'),
  })
  expect((await run('project create')).code).toBe(2)
  expect((await run('nonsense')).code).toBe(2)
  expect(await run('doctr')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/unknown command 'doctr'\n\(Did you mean doctor\?\)/),
  })
  expect((await run('operator create --name me --scope everything')).code).toBe(2)
  expect(await run('project list', { PORT: 'x' })).toMatchObject({ code: 3, err: expect.stringContaining('PORT') })
})

test('SE1 keys are made, rotated with an overlap, and revoked; their secrets are never listed', async () => {
  const project = await json('project create --name Shop')
  const first = await json(`key create --project ${project.key}`)
  const second = await json(`key rotate --project ${project.key} --overlap 2h`)
  expect(second.kid).not.toBe(first.kid)
  expect(second.othersUntil).toBeGreaterThan(Date.now() + 7_000_000)
  const listed = await run(`key list --project ${project.key}`)
  expect(listed.out).toContain(first.kid)
  expect(listed.out).not.toContain(first.secret)
  expect(await json(`key list --project ${project.id}`)).toEqual(
    expect.arrayContaining([expect.objectContaining({ kid: second.kid, expiresAt: null })]),
  )
  await run(`key revoke --project ${project.key} --kid ${second.kid}`)
  expect((await run(`key revoke --project ${project.key} --kid none`)).code).toBe(1)
  expect((await run(`key rotate --project ${project.key} --overlap soon`)).code).toBe(1)
  const pair = await json(`key create --project ${project.key} --algorithm EdDSA`)
  expect(pair.secret).toContain('PRIVATE KEY')
})

test('SE1 a token that the command line signs is one that the server takes', async () => {
  const project = await json('project create --name Shop')
  expect((await run(`token --project ${project.key} --user 42`)).err).toContain('key create')
  const key = await json(`key create --project ${project.key}`)
  const { token } = await json(`token --project ${project.key} --user 42 --name Ada --role viewer --kid ${key.kid}`)
  const tokens = createTokens({ secrets: ['x'.repeat(32)], accessTtlMs: 600_000, clock: systemClock })
  const record = {
    projectId: project.id,
    kid: key.kid,
    algorithm: 'HS256',
    material: key.secret,
    createdAt: 0,
    expiresAt: null,
  } as const
  expect(await tokens.verifyUser(token, [record])).toEqual({ subject: '42', name: 'Ada', projectRole: 'viewer' })
})

test('SE7 an operator’s key is shown once, listed without itself, and revoked', async () => {
  const made = await json('operator create --name me --scope projects --scope keys')
  expect(made).toMatchObject({ name: 'me', scopes: ['projects', 'keys'], key: expect.stringMatching(/^cvo_/) })
  const listed = await run('operator list')
  expect(listed.out).toContain('me  projects keys')
  expect(listed.out).not.toContain(made.key)
  expect((await run(`operator revoke ${made.id}`)).code).toBe(0)
  expect((await run('operator list')).out).toContain('revoked')
})

test('DX4 the doctor makes no folder and no file', async () => {
  const { code, out } = await run('doctor', { PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'new', 'chat.db')}` })
  expect(out).not.toContain('BAD')
  expect(out).toMatch(/ok {3}database: .*is made at the first start/)
  expect(code).toBe(0)
  await run('doctor', { PORT: '0' })
  expect(readdirSync(folder)).toEqual([])
})

test('DX4 the doctor warns of a database that others may read', async () => {
  await json('project create --name Shop')
  expect((await run('doctor', { PORT: '0' })).out).toMatch(/ok {3}database: .*opens, reads and writes/)
  chmodSync(join(folder, 'chat.db'), 0o644)
  expect((await run('doctor', { PORT: '0' })).out).toMatch(/note database: .*chmod 600/)
})

test('DX4 the doctor finds nothing bad in a fresh folder', async () => {
  const { code, out } = await run('doctor', { PORT: '0' })
  expect(out).not.toContain('BAD')
  expect(out).toMatch(/ok {3}database/)
  expect(out).toMatch(/note provider: the demo provider answers/)
  expect(code).toBe(0)
})

test('DX4 the doctor names what is in the way', async () => {
  const taken = createServer(socket => socket.destroy())
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  const lock = await takeDataLock(join(folder, 'server.lock'))
  const port = String((taken.address() as AddressInfo).port)
  const { out } = await run('doctor', {
    PORT: port,
    AI_PROVIDER: 'openai',
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    AI_MODEL: 'm',
    AI_TIMEOUT_CONNECT: '200ms',
  })
  expect(out).toContain('set PORT')
  expect(out).toContain(`in use by process ${process.pid}`)
  expect(out).toMatch(/BAD {2}provider/)
  await lock.release()
  await new Promise(resolve => taken.close(resolve))
})

test('OP3 a database that is none stops every command with its variable and a remedy', async () => {
  writeFileSync(join(folder, 'chat.db'), 'this is no database, and long enough to be looked at as one'.repeat(40))
  expect(await run('project list')).toMatchObject({ code: 4, err: expect.stringContaining('DATABASE_URL') })
})

test('OP3 a start whose port is in use says so, and leaves nothing running', async () => {
  const taken = createServer(socket => socket.destroy())
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const child = spawnServer({ DATABASE_URL: `sqlite:${join(folder, 'chat.db')}`, PORT: String(port) })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  try {
    // One that held on to something would never get here.
    expect(await once(child, 'close')).toEqual([3, null])
    expect(said).toContain(`PORT: 127.0.0.1:${port} is in use`)
  } finally {
    child.kill('SIGKILL')
    await new Promise(resolve => taken.close(resolve))
  }
})

test('OP3 a start whose address is not of this machine says so before it begins anything', async () => {
  const { code, err } = await run('start', { HOST: '192.0.2.1', PORT: '0' })
  expect(code).toBe(3)
  expect(err).toContain('HOST: this machine has no address 192.0.2.1')
  expect(readdirSync(folder)).toEqual([])
})

test('DX4 a start names the pages that are there', async () => {
  const pagesOf = async (name: string): Promise<string> => {
    const env = { DATABASE_URL: `sqlite:${join(folder, name)}`, PORT: '0' }
    const child = spawnServer(env)
    let said = ''
    try {
      await new Promise<void>(resolve => {
        child.once('close', () => resolve())
        child.stdout?.setEncoding('utf8').on('data', (text: string) => {
          said += text
          if (said.includes('MongoDB')) resolve()
        })
      })
    } finally {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    return said
  }
  expect(await pagesOf('fresh.db')).toMatch(/page {7}http[^ ]+\/\n {2}chat {7}http.*pk_demo/)
  const { key } = await json('project create --name Shop')
  const own = await pagesOf('chat.db')
  expect(own).toContain('reference')
  expect(own).toMatch(new RegExp(`^ {2}chat {7}http[^ ]+/projects/${key}/chat$`, 'm'))
  expect(own).not.toMatch(/page|pk_demo/)
})

test('DX4 help is no failure', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('operator') })
})
