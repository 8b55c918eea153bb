import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'chat-view-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('the configuration', () => {
  test('OP3 an empty environment gives the documented defaults', () => {
    const config = loadConfig({ PORT: '' })
    expect(config.PORT).toBe(3000)
    expect(config.HOST).toBe('127.0.0.1')
    expect(config.ACCESS_TOKEN_TTL).toBe(600_000)
    expect(config.RATE_LIMIT_HTTP).toEqual({ count: 300, windowMs: 60_000 })
    expect(config.AI_PROVIDER).toBe('demo')
    expect(config.SECRET_KEY).toBeNull()
  })

  test('OP3 a data folder alone takes the database with it, a named database stays where it is', () => {
    const database = join(folder, 'new', 'chat-view.db')
    expect(loadConfig({ DATA_FOLDER: join(folder, 'new') }).DATABASE_URL).toBe(`sqlite:${database}`)
    expect(loadConfig({}).DATABASE_URL).toBe('sqlite:./data/chat-view.db')
    const [DATA_FOLDER, DATABASE_URL] = [folder, 'mongodb://db.example/chat']
    expect(loadConfig({ DATA_FOLDER, DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL)
  })

  test('OP3 a database that an earlier version left at the usual place is not passed over', () => {
    const before = process.cwd()
    const home = mkdtempSync(join(folder, 'home-'))
    try {
      process.chdir(home)
      mkdirSync('data')
      writeFileSync(join('data', 'chat-view.db'), '')
      expect(problemsOf({ DATA_FOLDER: 'other' })).toEqual([
        'DATA_FOLDER: there is a database at sqlite:./data/chat-view.db and none in this folder: set DATABASE_URL=sqlite:./data/chat-view.db to go on with it, or DATABASE_URL=sqlite:other/chat-view.db to begin a new one',
      ])
      expect(problemsOf({ DATA_FOLDER: './data' })).toEqual([])
      mkdirSync('other')
      writeFileSync(join('other', 'chat-view.db'), '')
      expect(problemsOf({ DATA_FOLDER: 'other' })).toEqual([])
    } finally {
      process.chdir(before)
    }
  })

  test.each([
    ['PORT', '70000'],
    ['PORT', '3e3'],
    ['REDIS_URL', 'http://redis.example'],
    ['REDIS_URL', 'redis://one.example:6379, two.example'],
    ['REDIS_PREFIX', 'a b'],
    ['DATABASE_URL', 'postgres://x'],
    ['DATABASE_URL', 'sqlite::memory:'],
    ['SECRET_KEY', 'short'],
    ['ACCESS_TOKEN_TTL', '10'],
    ['ACCESS_TOKEN_TTL', '0s'],
    ['HEARTBEAT_INTERVAL', '0ms'],
    ['MIGRATE_ON_START', 'yes'],
    ['AI_TIMEOUT_IDLE', '0s'],
    ['SHUTDOWN_GRACE', '25d'],
    ['TRUST_PROXY', 'proxy.example'],
    ['TRUST_PROXY', '10.0.0.0/8, 300.1.2.3'],
    ['TRUST_PROXY', '10.0.0.0/64'],
    ['TRUST_PROXY', ' , '],
    ['RATE_LIMIT_HTTP', '300'],
    ['AI_PROVIDER', 'oracle'],
    ['PUBLIC_URL', 'ftp://x'],
    ['PUBLIC_URL', 'https://x.example/chat?x=1'],
    ['PUBLIC_URL', 'https://x.example/chat#y'],
    ['PUBLIC_URL', 'https://x.example/?'],
    ['PUBLIC_URL', 'https://me:secret@x.example'],
    ['LOG_LEVEL', 'loud'],
  ])('OP3 a wrong %s (%s) stops the start and is named', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name}: .*must|^${name}: .*expected`)),
    ])
  })

  test.each(['1', 'loopback', '10.0.0.0/8, 192.0.2.7', '2001:db8::/32', '10.0.0.0/255.0.0.0'])(
    'SE5 proxies can be named as %s',
    value => {
      expect(problemsOf({ TRUST_PROXY: value, SHUTDOWN_GRACE: '0s' })).toEqual([])
    },
  )

  test('RT14 nodes that share Redis share a database and a key too', () => {
    const shared = { DATABASE_URL: 'mongodb://127.0.0.1/chat', SECRET_KEY: 'k'.repeat(32) }
    for (const url of [
      'redis://127.0.0.1:6379',
      'rediss://me:secret@redis.example:6380/2',
      'redis://a:1,redis://b:2',
    ]) {
      expect(problemsOf({ ...shared, REDIS_URL: url })).toEqual([])
      expect(problemsOf({ REDIS_URL: url })).toEqual([
        expect.stringMatching(/^REDIS_URL: .*mongodb/),
        expect.stringMatching(/^SECRET_KEY: is required with REDIS_URL/),
      ])
    }
  })

  test('OP3 all wrong values are told at once', () => {
    expect(problemsOf({ PORT: 'x', HEARTBEAT_INTERVAL: 'y' })).toHaveLength(2)
  })

  test('OP3 a secret can come from the file that NAME_FILE names', () => {
    const path = join(folder, 'key')
    writeFileSync(path, 'sk-from-a-file\n')
    expect(loadConfig({ OPENAI_API_KEY_FILE: path, AI_PROVIDER: 'openai' }).OPENAI_API_KEY).toBe('sk-from-a-file')
    expect(problemsOf({ OPENAI_API_KEY_FILE: path, OPENAI_API_KEY: 'sk' })).toEqual([
      expect.stringContaining('OPENAI_API_KEY_FILE'),
    ])
    expect(problemsOf({ OPENAI_API_KEY_FILE: join(folder, 'none') })).toEqual([
      expect.stringContaining('cannot be read'),
    ])
  })

  test('OP3 blanks around a secret are none of it, from wherever it comes', () => {
    expect(problemsOf({ OPENAI_API_KEY: ' ', AI_PROVIDER: 'openai' })).toEqual([
      expect.stringMatching(/^OPENAI_API_KEY: is required/),
    ])
    expect(loadConfig({ OPENAI_API_KEY: ' sk-1\n' }).OPENAI_API_KEY).toBe('sk-1')
  })

  test.each(['SECRET_KEY', 'DATABASE_URL', 'REDIS_URL'])('OP3 an empty file of %s is wrong, and named', name => {
    const path = join(folder, 'empty')
    writeFileSync(path, '\n')
    expect(problemsOf({ [`${name}_FILE`]: path })).toEqual([expect.stringMatching(`^${name}_FILE: the file is empty`)])
  })

  test.each(['OPENAI_API_KEY', 'AG_UI_TOKEN'])(
    'OP7 an empty file of %s is none, as the compose files mount it',
    name => {
      const path = join(folder, 'empty')
      writeFileSync(path, '')
      expect(problemsOf({ [`${name}_FILE`]: path })).toEqual([])
    },
  )

  test('OP3 a path may be part of where it is reached, and a query of where the agent is', () => {
    const { PUBLIC_URL, AG_UI_URL } = loadConfig({
      PUBLIC_URL: 'https://x.example/chat/',
      AG_UI_URL: 'https://a.example/?k=1',
    })
    expect([PUBLIC_URL, AG_UI_URL]).toEqual(['https://x.example/chat', 'https://a.example/?k=1'])
  })

  test('OP3 a name that is no secret has no _FILE form', () => {
    expect(loadConfig({ PORT_FILE: '/nowhere' }).PORT).toBe(3000)
  })

  test('AI1 production wants its secret, and the demo provider only by name', () => {
    const secret = 'x'.repeat(32)
    expect(problemsOf({ NODE_ENV: 'production' })).toHaveLength(2)
    expect(problemsOf({ NODE_ENV: 'production', SECRET_KEY: secret })).toEqual([expect.stringContaining('AI_PROVIDER')])
    expect(loadConfig({ NODE_ENV: 'production', SECRET_KEY: secret, AI_PROVIDER: 'demo' }).AI_PROVIDER).toBe('demo')
  })

  test('AI1 the openai provider wants a key or another address', () => {
    expect(problemsOf({ AI_PROVIDER: 'openai' })).toEqual([expect.stringContaining('OPENAI_API_KEY')])
    const local = { AI_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }
    expect(problemsOf(local)).toEqual([expect.stringContaining('AI_MODEL')])
    expect(problemsOf({ ...local, AI_MODEL: 'qwen3' })).toEqual([])
  })
})
