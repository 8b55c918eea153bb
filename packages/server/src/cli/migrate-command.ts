import type { Command } from 'commander'
import { wholeNumber } from '../config/value-types.ts'
import { parseInput } from '../domain/parse-input.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { MigrationStatus, Migrator } from '../ports/migrator.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { exitCodes } from './exit-codes.ts'
import { type Holding, holdingData, openMigrator } from './open-migrator.ts'

interface Options {
  readonly json: boolean
  readonly to?: string
  readonly yes?: boolean
}

const withMigrator = async <T>(line: CommandLine, use: (migrator: Migrator) => Promise<T>): Promise<T> => {
  const migrator = await openMigrator(line.config())
  return use(migrator).finally(() => migrator.close())
}

const taken = ({ appliedAt }: MigrationStatus): boolean => appliedAt !== null

const lineOf = ({ number, name, appliedAt }: MigrationStatus): string =>
  `${String(number).padStart(3)}  ${name}  ${appliedAt === null ? 'not taken' : new Date(appliedAt).toISOString()}`

const stepOf = (to: string | undefined): number | undefined =>
  to === undefined ? undefined : parseInput(wholeNumber(0, 10_000), to)

/** The steps that a way down takes back, newest first. @throws invalid_request where it is not down, or not agreed to */
const goingDown = async (migrator: Migrator, { to, yes }: Options): Promise<{ target: number; lost: string[] }> => {
  const steps = (await migrator.status()).filter(taken)
  const target = stepOf(to) ?? steps.length - 1
  const lost = steps.filter(({ number }) => number > target).map(({ number, name }) => `${number} (${name})`)
  if (lost.length === 0)
    throw new CodedError('invalid_request', {
      detail: `The schema is ${steps.length} already: nothing is above step ${Math.max(0, target)}`,
    })
  if (yes !== true)
    throw new CodedError('invalid_request', {
      detail:
        `This takes back ${lost.toReversed().join(', ')}, and all data that only these steps keep is lost. ` +
        'Remedy: make a backup, then say --yes.',
    })
  return { target, lost }
}

/** `migrate up | down | status`: the schema of the store, while no server runs; `up` also beside nodes that share a Redis (ST4). */
export const addMigrateCommand = (program: Command, line: CommandLine): void => {
  const command = program.command('migrate').description('the schema of the database: up, down, status')
  const sub = (name: string, description: string): Command =>
    command.command(name).description(description).option('--json', 'print JSON', false)

  const move = async (
    json: boolean,
    plan: (migrator: Migrator) => Promise<number | undefined>,
    holding?: Holding,
  ): Promise<void> => {
    const migrate = (): Promise<number[]> =>
      withMigrator(line, async migrator => {
        const to = await plan(migrator)
        return migrator.migrate({ ...(to === undefined ? {} : { to }), at: Date.now() })
      })
    const steps = await holdingData(line.config(), migrate, holding)
    const told = steps.length === 0 ? 'Nothing to do: the schema is there already.' : `Steps taken: ${steps.join(', ')}`
    show(line, json, { steps }, [told])
  }

  sub('status', 'list the steps, and which of them this database has taken').action(async ({ json }: Options) => {
    const status = await withMigrator(line, migrator => migrator.status())
    const missing = status.filter(step => !taken(step)).length
    show(line, json, { steps: status, missing }, [
      ...status.map(lineOf),
      missing === 0
        ? 'The schema is the newest.'
        : `Steps that are missing: ${missing}. Make a backup, then run: migrate up`,
    ])
    if (missing > 0) line.exit(exitCodes.found)
  })

  sub('up', 'take the steps that are missing; make a backup first')
    .option('--to <step>', 'the step to arrive at; the newest if none is named')
    .action(async ({ json, to }: Options) =>
      move(
        json,
        async migrator => {
          const target = stepOf(to)
          const newest = (await migrator.status()).findLast(taken)?.number ?? 0
          if (target !== undefined && target < newest)
            throw new CodedError('invalid_request', { detail: `The schema is ${newest}; going back is: migrate down` })
          return target
        },
        { besideNodes: true },
      ),
    )

  sub('down', 'take steps back, the newest or all above one; what only they keep is lost')
    .option('--to <step>', 'the step to arrive at; the one before the newest if none is named, 0 leaves nothing')
    .option('--yes', 'agreed: what only these steps keep may go')
    .action(async (options: Options) =>
      move(options.json, async migrator => (await goingDown(migrator, options)).target),
    )
}
