import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSigner } from '../adapters/jose/signer.ts'
import { createMemoryBus } from '../adapters/memory/memory-bus.ts'
import { createMemoryLog } from '../adapters/memory/memory-log.ts'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { createErasures } from '../domain/erasure/create-erasures.ts'
import type { UserRecord } from '../ports/identity-store.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import { filesWith } from '../testing/find-bytes.ts'
import { createRecordingAnswers } from '../testing/recording-answers.ts'
import { newId, newSession, newVisitor, newWorld, World } from '../testing/store-contract/world.ts'
import { runCommandLine } from './run-command-line.ts'
import { systemCommandLine } from './system-command-line.ts'

const secret = 'a secret of at least 32 characters'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-view-user-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = async (args: readonly string[], env: Record<string, string> = {}) => {
  const out: string[] = []
  const err: string[] = []
  let code = 0
  const line = systemCommandLine({ DATABASE_URL: `sqlite:${join(folder, 'chat.db')}`, SECRET_KEY: secret, ...env })
  await runCommandLine(args, {
    ...line,
    print: text => out.push(text),
    complain: text => err.push(text),
    exit: ended => {
      code = ended
    },
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const openStore = () => openSqliteStore({ path: join(folder, 'chat.db') })

/** A project with a user who has said something. */
const plant = async (marker: string): Promise<{ project: string; user: UserRecord }> => {
  const store = await openStore()
  const world = await newWorld(store)
  const made = { ...newVisitor(world.project.id), kind: 'known' as const, externalId: 'ada', name: `Ada ${marker}` }
  const user = await store.openKnownSession(made, newSession(made))
  const me = new World(store, world.project, user)
  await me.send(await me.thread(), `I said ${marker}`)
  await store.close()
  return { project: world.project.key, user }
}

it('ST8 a user is erased by the name that the host gave them, and the receipt verifies', async () => {
  const { project } = await plant('quaggas')
  expect(filesWith(folder, 'quaggas')).not.toEqual([])
  const erased = await run(['user', 'erase', project, 'ada', '--json'])
  expect(erased).toMatchObject({ code: 0, err: '' })
  const receipt = JSON.parse(erased.out)
  expect(receipt).toMatchObject({ counts: { threads: 1, messages: 0 } })
  expect(receipt.backupsUntil - receipt.finishedAt).toBe(30 * 86_400_000)
  expect(filesWith(folder, 'quaggas')).toEqual([])

  const path = join(folder, 'receipt.json')
  writeFileSync(path, erased.out)
  expect(await run(['verify', path])).toMatchObject({ code: 0, out: expect.stringContaining(receipt.id) })
  writeFileSync(path, JSON.stringify({ ...receipt, counts: { threads: 0, messages: 0 } }))
  expect(await run(['verify', path])).toMatchObject({ code: 6, out: expect.stringContaining('NOT') })
  expect(JSON.parse((await run(['verify', path, '--json'])).out)).toMatchObject({ valid: false })
})

it('ST8 asked again by the user’s id, it prints the same receipt', async () => {
  const { project, user } = await plant('quaggas')
  const first = await run(['user', 'erase', project, user.id, '--json'])
  const second = await run(['user', 'erase', project, user.id, '--json'])
  expect(JSON.parse(second.out)).toEqual(JSON.parse(first.out))
  expect((await run(['user', 'erase', project, user.id])).out).toContain('The user is erased.')
})

it('ST8 who is unknown is not found, and nothing is begun', async () => {
  const { project } = await plant('quaggas')
  for (const [of, name] of [
    [project, 'bob'],
    [project, newId()],
    ['pk_nowhere', 'ada'],
  ] as const)
    expect(await run(['user', 'erase', of, name])).toMatchObject({ code: 1, err: expect.stringContaining('not_found') })
  expect(filesWith(folder, 'quaggas')).not.toEqual([])
})

it('ST8 while a server runs, the server finishes it and the command prints the receipt', async () => {
  const { project, user } = await plant('quaggas')
  const lock = await takeDataLock(join(folder, 'server.lock'))
  const store = await openStore()
  try {
    const erasing = run(['user', 'erase', project, 'ada', '--json'])
    const erasures = createErasures({
      store,
      log: createMemoryLog(),
      answers: createRecordingAnswers(),
      announcer: { announce: () => {} },
      bus: createMemoryBus(),
      signer: createSigner([secret]),
      ids: uuids,
      clock: systemClock,
      backupDays: 30,
    })
    let finished = 0
    while (finished === 0) finished += (await erasures.resume()).erasures
    const { code, out, err } = await erasing
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('server runs here') })
    expect(JSON.parse(out)).toMatchObject({ counts: { threads: 1 } })
    expect(await store.getUser(user.id)).toBeNull()
  } finally {
    await store.close()
    await lock.release()
  }
})

it('ST8 a server that does not come to it is waited for as long as one says, and it stays begun', async () => {
  const { project, user } = await plant('quaggas')
  const lock = await takeDataLock(join(folder, 'server.lock'))
  try {
    const { code, err } = await run(['user', 'erase', project, 'ada', '--wait', '0'])
    expect({ code, err }).toEqual({ code: 4, err: expect.stringMatching(/has begun .* by the id /) })
    expect(err).toContain(user.id)
  } finally {
    await lock.release()
  }
  expect((await run(['user', 'erase', project, user.id])).code).toBe(0)
  expect((await run(['user', 'erase', project, user.id, '--wait', 'soon'])).code).toBe(2)
})

it('ST8 what is no receipt, and a server without a key, is told apart from a receipt that is wrong', async () => {
  const path = join(folder, 'receipt.json')
  expect(await run(['verify', path])).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') })
  writeFileSync(path, '{}')
  expect(await run(['verify', path])).toMatchObject({ code: 1, err: expect.stringContaining('holds no receipt') })
  const { project } = await plant('quaggas')
  writeFileSync(path, (await run(['user', 'erase', project, 'ada', '--json'])).out)
  const keyless = await run(['verify', path], { SECRET_KEY: '' })
  expect(keyless).toMatchObject({ code: 1, err: expect.stringContaining('SECRET_KEY') })
  expect(() => readFileSync(join(folder, 'secret.key'))).toThrow('ENOENT')
  expect((await run(['verify', path], { SECRET_KEY: 'another secret of more than 32 characters' })).code).toBe(6)
})
