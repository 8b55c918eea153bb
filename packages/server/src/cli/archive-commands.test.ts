import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SoleServer } from '../adapters/mongo/sole-server.ts'
import { takeDataLock } from '../adapters/sqlite/data-lock.ts'
import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { fillStore } from '../testing/fill-store.ts'
import { withMongo } from '../testing/mongo-server.ts'
import { runLine } from '../testing/run-line.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-archive-'))
})
afterEach(() => rm(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const run = (args: readonly string[], database = 'source.db') =>
  runLine(args, {
    DATABASE_URL: database.startsWith('mongodb') ? database : `sqlite:${at(database)}`,
    DATA_FOLDER: at('data'),
    SECRET_KEY: 'a secret of the tests that is long enough',
  })

const fill = async (): Promise<void> => {
  const store = await openSqliteStore({ path: at('source.db'), writer: 'inline' })
  await fillStore(store)
  await store.close()
}

const exported = async (file: string, database?: string) =>
  JSON.parse((await run(['export', file, '--json'], database)).out)

describe('chat-view export and import', () => {
  it.each(['all.ndjson', 'all.ndjson.gz'])('ST9 %s moves everything, and only its owner may read it', async name => {
    await fill()
    const first = await exported(at(name))
    expect(statSync(at(name)).mode & 0o777).toBe(0o600)
    const result = await run(['import', at(name), '--json'], 'target.db')
    expect(result).toMatchObject({ code: 0 })
    expect(JSON.parse(result.out)).toMatchObject({ counts: first.counts, checksums: first.checksums })
    expect(existsSync(at(`${name}.import.json`))).toBe(false)
    const again = await exported(at('again.ndjson'), 'target.db')
    expect(again.checksums).toEqual(first.checksums)
    const text = name.endsWith('.gz') ? gunzipSync(readFileSync(at(name))) : readFileSync(at(name))
    expect(text.toString().split('\n')[0]).toContain('"format":"chat-view archive"')
  })

  it('ST9 an archive is never written over, and a store that holds data takes none', async () => {
    await fill()
    writeFileSync(at('kept'), 'kept')
    expect((await run(['export', at('kept')])).err).toContain('is there already')
    expect(readFileSync(at('kept'), 'utf8')).toBe('kept')
    expect((await run(['export', at('no/folder')])).code).toBe(1)
    await exported(at('all'))
    expect(await run(['import', at('all')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds data already'),
    })
  })

  it('ST9 files that are no whole archive are refused, and the store stays empty', async () => {
    await fill()
    await exported(at('all.gz'))
    await exported(at('all'))
    truncateSync(at('all.gz'), 500)
    truncateSync(at('all'), 5_000)
    writeFileSync(at('bytes'), Buffer.from([0xff, 0xfe, 0x00, 0x80]))
    writeFileSync(at('empty'), '')
    writeFileSync(at('text.gz'), 'no gzip')
    writeFileSync(at('nothing.gz'), gzipSync(''))
    for (const name of ['all.gz', 'all', 'bytes', 'empty', 'text.gz', 'nothing.gz', 'missing'])
      expect([name, (await run(['import', at(name)], 'target.db')).code]).toEqual([name, 1])
    const store = await openSqliteStore({ path: at('target.db'), writer: 'inline' })
    expect(await store.isEmpty()).toBe(true)
    await store.close()
  })

  it('ST9 nothing is imported under a server', async () => {
    const lock = await takeDataLock(at('server.lock'))
    expect(await run(['import', at('all')], 'target.db')).toMatchObject({
      code: 4,
      err: expect.stringContaining(`process ${process.pid}`),
    })
    await lock.release()
  })
})

await withMongo('commands on MongoDB', mongo => {
  it('ST9 SQLite to MongoDB and back: equal counts and checksums; backup and doctor work there', async () => {
    await fill()
    const url = mongo.newUrl()
    try {
      const doctor = await run(['doctor'], url)
      expect(doctor.out).toMatch(/ok {3}database: the MongoDB replica set is empty/)
      const first = await exported(at('first'))
      const server = new SoleServer({ url, holder: 'a server', logger: undefined, lost: () => {} })
      await server.take()
      for (const args of [
        ['import', at('first')],
        ['migrate', 'up'],
        ['restore', at('first')],
      ])
        expect(await run(args, url)).toMatchObject({ code: 4, err: expect.stringContaining('in use by a server') })
      await server.release()
      expect(await run(['import', at('first')], url)).toMatchObject({ code: 0 })
      const there = await exported(at('there.gz'), url)
      expect(there).toMatchObject({ counts: first.counts, checksums: first.checksums })
      expect(await run(['import', at('there.gz')], 'back.db')).toMatchObject({ code: 0 })
      const back = await exported(at('back'), 'back.db')
      expect(back).toMatchObject({ counts: first.counts, checksums: first.checksums })
      expect((await run(['reconcile', '--dry-run', '--json'], url)).out).toContain('"found":0')
      expect((await run(['migrate', 'status'], url)).code).toBe(0)
      expect((await run(['doctor'], url)).out).toMatch(/ok {3}database: the MongoDB replica set has a primary/)
      expect(JSON.parse((await run(['backup', at('backup'), '--json'], url)).out).checksums).toEqual(first.checksums)
    } finally {
      await using client = new MongoClient(url)
      await client.db().dropDatabase()
    }
  })
})
