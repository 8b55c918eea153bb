// node deploy/image/initiate-replica-set.ts: makes one replica set of the members in the database's address, and in it the
// server's user. Asked again it changes nothing; members that are not there yet are waited for.
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { MongoClient, MongoServerError } from 'mongodb'

export interface Initiation {
  /** What the server is given: it names user, password, members, database and set. */
  readonly url: string
  /** The password of `root`, whom the first member's image made; null: there is no access control. */
  readonly rootPassword: string | null
  readonly signal: AbortSignal
}

const pauseMs = 500
const codes = { notYetInitialised: 94, userExists: 51_003 } as const

const hasCode = (error: unknown, code: number): boolean => error instanceof MongoServerError && error.code === code

/** Tries until it goes well: members start in any order. @throws what it was aborted with, caused by the last failure */
const insist = async (what: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  for (;;) {
    try {
      return await what()
    } catch (error) {
      if (signal.aborted) throw new Error('the replica set could not be made in time', { cause: error })
      await delay(pauseMs)
    }
  }
}

const withClient = async (address: string, work: (client: MongoClient) => Promise<void>): Promise<void> => {
  const client = new MongoClient(address, { serverSelectionTimeoutMS: 2_000 })
  try {
    await work(client)
  } finally {
    await client.close()
  }
}

/** Makes the set and the user. @throws when the signal aborts it before they are there */
export const initiateReplicaSet = async ({ url, rootPassword, signal }: Initiation): Promise<void> => {
  const [, user = '', password = '', hosts = '', database = '', set = ''] =
    /^mongodb:\/\/([^:@/]+):([^@/]+)@([^/]+)\/([^?]+)\?replicaSet=([^&]+)/.exec(url) ?? []
  if (set === '') throw new Error('the address names no user, database and set')
  const members = hosts.split(',').map((host, _id) => ({ _id, host }))
  const root = rootPassword === null ? '' : `root:${encodeURIComponent(rootPassword)}@`
  const first = `mongodb://${root}${members[0]?.host}/admin?directConnection=true`
  await insist(
    () =>
      withClient(first, async client => {
        const admin = client.db('admin')
        try {
          await admin.command({ replSetGetStatus: 1 })
        } catch (error) {
          if (!hasCode(error, codes.notYetInitialised)) throw error
          await admin.command({ replSetInitiate: { _id: set, members } })
        }
      }),
    signal,
  )
  await insist(
    () =>
      withClient(`mongodb://${root}${hosts}/admin?replicaSet=${set}`, async client => {
        try {
          // `dbAdmin` for steps of the schema that change what a collection takes.
          const roles = ['readWrite', 'dbAdmin'].map(role => ({ role, db: database }))
          await client.db(database).command({ createUser: user, pwd: decodeURIComponent(password), roles })
        } catch (error) {
          if (!hasCode(error, codes.userExists)) throw error
        }
      }),
    signal,
  )
}

if (import.meta.main) {
  const read = (name: string): string => readFileSync(process.env[name] ?? '', 'utf8').trim()
  await initiateReplicaSet({
    url: read('DATABASE_URL_FILE'),
    rootPassword: read('MONGODB_ROOT_PASSWORD_FILE'),
    signal: AbortSignal.timeout(120_000),
  })
}
