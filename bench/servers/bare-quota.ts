import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MongoClient } from 'mongodb'
import { connectRedis } from '../../packages/server/src/adapters/redis/connect-redis.ts'
import { redisTarget } from '../../packages/server/src/adapters/redis/connect-target.ts'

/** So many were done. */
export type Step = () => Promise<number>

const most = 1_000_000_000

/** The same groups as the writer makes of what waits: reserved in one transaction, settled in the next. */
export const bareOnSqlite = (folder: string, atOnce: number): Step => {
  const db = new DatabaseSync(join(folder, 'bare.db'))
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    CREATE TABLE counters (id INTEGER PRIMARY KEY, used INTEGER NOT NULL, reserved INTEGER NOT NULL);
    INSERT INTO counters VALUES (1, 0, 0), (2, 0, 0)`)
  const take = db.prepare('UPDATE counters SET reserved = reserved + 1 WHERE id = ? AND used + reserved + 1 <= ?')
  const settle = db.prepare('UPDATE counters SET reserved = reserved - 1, used = used + 1 WHERE id = ?')
  const group = (step: (account: number) => unknown): void => {
    db.exec('BEGIN IMMEDIATE')
    for (let n = 0; n < atOnce; n++) for (const account of [1, 2]) step(account)
    db.exec('COMMIT')
  }
  return async () => {
    group(account => take.run(account, most))
    group(account => settle.run(account))
    return atOnce
  }
}

/** Reserved and settled in two accounts; and reserved in one, refused by the other, and given back. */
export const bareOnMongo = async (address: string): Promise<{ settled: Step; refused: Step }> => {
  const client = await new MongoClient(address).connect()
  const counters = client.db().collection<{ _id: number; used: number; reserved: number }>('bare_counters')
  await counters.insertMany([1, 2].map(_id => ({ _id, used: 0, reserved: 0 })))
  const majority = { writeConcern: { w: 'majority' } } as const
  const take = (_id: number, limit: number) =>
    counters.updateOne({ _id, used: { $lt: limit } }, { $inc: { reserved: 1 } }, majority)
  const end = (_id: number, used: number) => counters.updateOne({ _id }, { $inc: { reserved: -1, used } }, majority)
  return {
    async settled() {
      for (const _id of [1, 2]) await take(_id, most)
      for (const _id of [1, 2]) await end(_id, 1)
      return 1
    },
    async refused() {
      await take(1, most)
      const { modifiedCount } = await take(2, 0)
      if (modifiedCount > 0) throw new Error('It was not refused')
      await end(1, 0)
      return 1
    },
  }
}

const takeBoth = `
for n = 1, 2 do
  local held = tonumber(redis.call('HGET', KEYS[n], 'used') or 0) + tonumber(redis.call('HGET', KEYS[n], 'reserved') or 0)
  if held + 1 > tonumber(ARGV[n]) then return 0 end
end
for n = 1, 2 do redis.call('HINCRBY', KEYS[n], 'reserved', 1) end
return 1`

/** Refused by the second of two accounts, in one script. */
export const bareOnRedis = async (url: string): Promise<Step> => {
  const connection = await connectRedis(redisTarget(url), { timeoutMs: 10_000 })
  const sha = String(await connection.send(['SCRIPT', 'LOAD', takeBoth]))
  return async () => {
    const taken = await connection.send(['EVALSHA', sha, '2', 'bare:{q}:1', 'bare:{q}:2', String(most), '0'])
    if (taken !== 0) throw new Error('It was not refused')
    return 1
  }
}
