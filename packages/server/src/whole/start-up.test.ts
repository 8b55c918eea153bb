import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exitCodes } from '../cli/exit-codes.ts'
import { startServerProcess } from '../testing/server-process.ts'
import { type StartAttempt, startAttempt } from '../testing/whole-server/start-attempt.ts'

const folders: string[] = []
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-start-'))
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

const fileIn = (folder: string): string => join(folder, 'chat-view.db')
const at = (folder: string): Record<string, string> => ({ DATABASE_URL: `sqlite:${fileIn(folder)}` })
const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

/** Refused, in words for people: no stack, the variable, and what to do. */
const expectRefusal = ({ code, output }: StartAttempt, exit: number, variable: string, ...words: RegExp[]): void => {
  expect({ code, output }).toMatchObject({ code: exit, output: expect.stringContaining(variable) })
  for (const word of words) expect(output).toMatch(word)
  expect(output).not.toMatch(/\n\s+at .+:\d+/)
  expect(output).not.toContain('is ready at')
}

/** A file rights bite: the superuser is asked to do without its powers. */
const unprivileged = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []

let full: string

/** A data folder as a server leaves it. */
beforeAll(async () => {
  full = await newFolder()
  const server = await startServerProcess(at(full))
  expect(await server.kill('SIGTERM')).toBe(0)
  await server.close()
})

describe('a database that cannot be used', () => {
  let folder: string
  beforeEach(async () => {
    folder = await newFolder()
    for (const name of await readdir(full)) await writeFile(join(folder, name), await readFile(join(full, name)))
  })

  /** Refused with the file as it was, and nothing beside it that was not there. */
  const expectUntouched = async (spoil: () => Promise<unknown>, words: RegExp, wrapper?: string[]): Promise<void> => {
    await spoil()
    const before = await hashOf(fileIn(folder))
    const attempt = await startAttempt(at(folder), wrapper)
    expectRefusal(attempt, exitCodes.unavailable, 'DATABASE_URL', words, /Remedy: /)
    expect(await hashOf(fileIn(folder))).toBe(before)
    expect(
      (await readdir(folder)).filter(name => !name.startsWith('chat-view.live') && /-wal$|\.pid$/.test(name)),
    ).toEqual([])
  }

  it('OP3 a read-only database stops the start', () =>
    expectUntouched(() => chmod(fileIn(folder), 0o400), /read-only|cannot be opened/, unprivileged))

  it('OP3 a file that is no database stops the start', () =>
    expectUntouched(() => writeFile(fileIn(folder), 'A letter, not a database. '.repeat(400)), /no SQLite database/))

  it('OP3 a damaged database stops the start', () =>
    expectUntouched(async () => {
      const bytes = await readFile(fileIn(folder))
      bytes.fill(0x5a, 100, 8_192)
      await writeFile(fileIn(folder), bytes)
    }, /damaged|malformed/))

  it('ST4 a database of a newer version stops the start', () =>
    expectUntouched(async () => {
      const db = new DatabaseSync(fileIn(folder))
      db.prepare("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'later', 0)").run()
      db.close()
    }, /newer version/))

  it('OP3 a database that another process has locked stops the start, and starts when it is free', async () => {
    const other = new DatabaseSync(fileIn(folder))
    other.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    const attempt = await startAttempt(at(folder))
    expectRefusal(attempt, exitCodes.unavailable, 'DATABASE_URL', /locked/, /Remedy: stop the other process/)
    other.exec('ROLLBACK')
    other.close()
    await using server = await startServerProcess(at(folder))
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it('RT5 a second server on a folder says who has it and ends; the first goes on', async () => {
    await using first = await startServerProcess(at(folder))
    const attempt = await startAttempt(at(folder))
    expectRefusal(attempt, exitCodes.unavailable, 'DATABASE_URL', new RegExp(`in use by process ${first.pid}\\b`))
    expect((await fetch(`${first.url}/ready`)).status).toBe(200)
  })
})

it('OP3 a folder that cannot be made stops the start', async () => {
  const folder = await newFolder()
  await writeFile(join(folder, 'a-file'), '')
  const attempt = await startAttempt({ DATABASE_URL: `sqlite:${join(folder, 'a-file', 'chat.db')}` })
  expectRefusal(attempt, exitCodes.configuration, 'DATABASE_URL', /check its path and permissions/)
})

it('OP3 a port in use stops the start, names the remedy, and leaves the folder free for the next', async () => {
  const taken = createServer(socket => socket.destroy())
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  const folder = await newFolder()
  const { port } = taken.address() as AddressInfo
  const attempt = await startAttempt({ ...at(folder), PORT: String(port) })
  expectRefusal(attempt, exitCodes.configuration, 'PORT', /in use/, /set another PORT/)
  expect(attempt.output).toContain(String(port))
  await new Promise(resolve => taken.close(resolve))
  await using server = await startServerProcess(at(folder))
  expect((await fetch(`${server.url}/ready`)).status).toBe(200)
})

it('OP3 wrong values stop the start before anything is made, all of them named at once', async () => {
  const folder = await newFolder()
  const attempt = await startAttempt({
    ...at(join(folder, 'data')),
    PORT: '70000',
    ACCESS_TOKEN_TTL: 'soon',
    RATE_LIMIT_SEND: '30',
    AI_PROVIDER: 'oracle',
    SECRET_KEY: 'short-and-secret',
  })
  for (const name of ['PORT', 'ACCESS_TOKEN_TTL', 'RATE_LIMIT_SEND', 'AI_PROVIDER', 'SECRET_KEY'])
    expectRefusal(attempt, exitCodes.configuration, `${name}: `, new RegExp(`${name}: .*(must|expected)`))
  expect(attempt.output).not.toContain('short-and-secret')
  expect(await readdir(folder)).toEqual([])
})
