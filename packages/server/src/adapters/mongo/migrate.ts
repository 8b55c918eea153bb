import type { Db } from 'mongodb'
import type { MigrationStatus } from '../../ports/migrator.ts'
import { newerSchema, olderSchema, unknownStep } from '../../ports/schema-errors.ts'
import { isDuplicate } from './coded-mongo-error.ts'
import { type LockTimes, lockCollection, takeMigrationLock } from './migration-lock.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { schemas } from './models/index.ts'

interface StepRow {
  readonly _id: number
  readonly name: string
  readonly appliedAt: number
}

const record = 'migrations'

const defaultTimes: LockTimes = { leaseMs: 10_000, patienceMs: 60_000, lookMs: 200 }

const appliedSteps = async (db: Db): Promise<Map<number, number>> => {
  const rows = await db.collection<StepRow>(record).find().toArray()
  return new Map(rows.map(({ _id, appliedAt }) => [_id, appliedAt]))
}

/** What was applied of the steps that this version knows. @throws store_unavailable for a newer schema */
const knownSteps = async (db: Db, steps: readonly Migration[]): Promise<Map<number, number>> => {
  const applied = await appliedSteps(db)
  const [found, newest] = [Math.max(0, ...applied.keys()), steps.at(-1)?.number ?? 0]
  if (found > newest) throw newerSchema(found, newest)
  return applied
}

/** All steps that this version knows, and when this database took them. @throws store_unavailable for a newer schema */
export const migrationStatus = async (db: Db, steps: readonly Migration[] = migrations): Promise<MigrationStatus[]> => {
  const applied = await knownSteps(db, steps)
  return steps.map(({ number, name }) => ({ number, name, appliedAt: applied.get(number) ?? null }))
}

const ownNames = new Set(Object.values(schemas).map(schema => schema.get('collection')))

/** True when no step was taken and none of the store's collections is there; what others keep beside them says nothing. */
export const isUnprepared = async (db: Db): Promise<boolean> => {
  if ((await appliedSteps(db)).size > 0) return false
  const names = await db.listCollections({}, { nameOnly: true }).toArray()
  return names.every(({ name }) => !ownNames.has(name))
}

/** Steps as `migrate` wants them. */
export interface MigrateOptions {
  /** The schema to arrive at; 0 is none. Default: the newest. */
  readonly to?: number
  readonly at: number
  readonly steps?: readonly Migration[]
  readonly times?: LockTimes
}

const isAt = (applied: ReadonlyMap<number, number>, steps: readonly Migration[], target: number): boolean =>
  steps.every(({ number }) => applied.has(number) === number <= target)

const note = async (db: Db, { number, name }: Migration, at: number): Promise<void> => {
  try {
    await db.collection<StepRow>(record).insertOne({ _id: number, name, appliedAt: at })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

/**
 * Takes the steps that are missing, or goes back beyond those that are too many, under a lock that all processes share:
 * each step is taken once (ST4). A step is noted when it is done, and one that was interrupted is taken again. Answers
 * the numbers of the steps taken. @throws store_unavailable for a newer schema
 */
export const migrate = async (db: Db, options: MigrateOptions): Promise<number[]> => {
  const { to, at, steps = migrations, times = defaultTimes } = options
  const newest = steps.at(-1)?.number ?? 0
  const target = to ?? newest
  if (target > newest) throw unknownStep(target, newest)
  if (isAt(await knownSteps(db, steps), steps, target)) return []
  const lock = await takeMigrationLock(db, times)
  const taken: number[] = []
  try {
    // Another process may have migrated while this one waited for the lock.
    const applied = await knownSteps(db, steps)
    for (const step of steps) {
      if (step.number > target || applied.has(step.number)) continue
      await lock.expectHeld()
      await step.up(db)
      await note(db, step, at)
      taken.push(step.number)
    }
    for (const step of steps.toReversed()) {
      if (step.number <= target || !applied.has(step.number)) continue
      await lock.expectHeld()
      await step.down(db)
      await db.collection<StepRow>(record).deleteOne({ _id: step.number })
      taken.push(step.number)
    }
  } finally {
    await lock.release()
  }
  return taken
}

/** What a start does with a database whose schema is not the newest: prepares an empty one only, or takes any there. */
export type SchemaPolicy = 'empty' | 'always'

/** Makes the schema the newest, where the policy lets it. @throws store_unavailable that offers `migrate up`, or for a newer schema */
export const prepareSchema = async (db: Db, policy: SchemaPolicy, at: number): Promise<void> => {
  const firstMissing = async (): Promise<MigrationStatus | undefined> =>
    (await migrationStatus(db)).find(({ appliedAt }) => appliedAt === null)
  if ((await firstMissing()) === undefined) return
  if (policy === 'empty' && !(await isUnprepared(db))) {
    // Not empty because another node is preparing it now: then it is waited for like any migration.
    const prepared = await waitForOther(db)
    const missing = await firstMissing()
    if (missing === undefined) return
    if (!prepared) throw olderSchema(missing.number - 1, migrations.length)
  }
  await migrate(db, { at })
}

/** Whether another process held the lock when it was looked at; answers after it let go. */
const waitForOther = async (db: Db): Promise<boolean> => {
  const held = (await db.collection(lockCollection).countDocuments({})) > 0
  if (held) await (await takeMigrationLock(db, defaultTimes)).release()
  return held
}
