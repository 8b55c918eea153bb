import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ServerProcess, startServerProcess } from '../../packages/server/src/testing/server-process.ts'
import { repository } from '../process/repository.ts'
import { readCompose } from './read-compose.ts'
import { serviceCommand, serviceEnvironment } from './service-environment.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-compose-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What differs here: paths, and the address that only a container may listen on. */
const here = () => ({ HOST: '127.0.0.1', DATABASE_URL: `sqlite:${join(folder, 'chat-view.db')}`, DATA_FOLDER: folder })

interface Readiness {
  readonly checks: readonly { readonly name: string; readonly ok: boolean }[]
}

/** It is alive and takes traffic, and nothing is amiss but what a busy machine does to its event loop. */
const expectReady = async ({ url }: ServerProcess): Promise<void> => {
  const health = await fetch(`${url}/health`)
  expect(await health.json()).toEqual({ status: 'ok' })
  const ready = await fetch(`${url}/ready`)
  expect(ready.status).toBe(200)
  const { checks } = (await ready.json()) as Readiness
  expect(checks.filter(({ name, ok }) => !ok && name !== 'event loop')).toEqual([])
}

describe('a server in the environment of a compose file', () => {
  it('OP7 compose.yaml: makes its key once, begins and takes traffic', async () => {
    const compose = readCompose('compose.yaml')
    const places = { '/app/data': folder, '/run/secrets/SECRET_KEY': join(repository, 'deploy/no-secret') }
    const makeKey = () => execFileSync(process.execPath, serviceCommand(compose, 'secrets', places))
    makeKey()
    const key = readFileSync(join(folder, 'secret.key'), 'utf8')
    makeKey()
    expect(readFileSync(join(folder, 'secret.key'), 'utf8')).toBe(key)

    const env = serviceEnvironment(compose, 'chat-view', places)
    expect(env).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', SECRET_KEY_FILE: join(folder, 'secret.key') })
    await using server = await startServerProcess({ ...env, ...here() })
    await expectReady(server)
    expect(await server.kill('SIGTERM')).toBe(0)
  })

  it('OP7 compose.yaml: takes the key that the shell names, and keeps it', () => {
    const given = join(folder, 'given.key')
    const places = { '/app/data': folder, '/run/secrets/SECRET_KEY': given }
    const secret = readCompose('compose.yaml', { SECRET_KEY_FILE: given }).secrets?.SECRET_KEY
    expect(secret?.file).toBe(given)
    const keyAfter = (text: string): string => {
      writeFileSync(given, text)
      execFileSync(process.execPath, serviceCommand(readCompose('compose.yaml'), 'secrets', places))
      return readFileSync(join(folder, 'secret.key'), 'utf8').trim()
    }
    const made = keyAfter('')
    expect(keyAfter('of the earlier server\n')).toBe('of the earlier server')
    expect(readFileSync(join(folder, 'secret.key.before'), 'utf8').trim()).toBe(made)
    expect(keyAfter('of the earlier server')).toBe('of the earlier server')
    expect(keyAfter('')).toBe('of the earlier server')
    expect(keyAfter('a later one')).toBe('a later one')
  })

  it('OP7 compose.dev.yaml: makes a key by itself, begins and takes traffic', async () => {
    const env = serviceEnvironment(readCompose('compose.dev.yaml'), 'chat-view', {})
    await using server = await startServerProcess({ ...env, ...here() })
    await expectReady(server)
  })

  it('OP7 takes a secret from the file that the shell names', async () => {
    const compose = readCompose('compose.yaml', { OPENAI_API_KEY_FILE: './deploy/missing', AI_PROVIDER: 'openai' })
    const env = serviceEnvironment(compose, 'chat-view', { '/app/data': folder })
    const started = startServerProcess({ ...env, ...here() })
    await expect(started).rejects.toThrow('OPENAI_API_KEY_FILE: the file cannot be read')
  })
})
