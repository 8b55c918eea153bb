import { setTimeout as pause } from 'node:timers/promises'
import type { Receipt } from '@chat-view/protocol'
import { type Command, InvalidArgumentError } from 'commander'
import { createSigner } from '../adapters/jose/signer.ts'
import { openLiveLog } from '../adapters/sqlite/live-log.ts'
import { uuids } from '../adapters/uuid/uuids.ts'
import { type DataFolder, openDataFolder } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import { createErasures, type ErasuresOptions, type ResumableErasures } from '../domain/erasure/create-erasures.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { ErasureRequest } from '../ports/erasures.ts'
import type { GenerationLog } from '../ports/generation-log.ts'
import type { Store } from '../ports/store.ts'
import { systemClock } from '../telemetry/system-clock.ts'
import type { CommandLine } from './command-line.ts'
import { actor, show } from './command-line.ts'
import { findProject } from './find-project.ts'
import { takeData } from './open-migrator.ts'
import { receiptLines } from './receipt-lines.ts'
import { secretsFor } from './secrets-for.ts'

interface Options {
  readonly wait: number
  readonly json: boolean
}

/** Milliseconds between two looks at what the server does. */
const lookMs = 250

const seconds = (text: string): number => {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('must be a number of seconds')
}

/** The user by the id that the host gave them, or by ours. @throws not_found for a host's name that nobody has */
const findPerson = async (store: Store, projectId: string, name: string): Promise<string> => {
  const known = await store.findKnownUser(projectId, name)
  if (known) return known.id
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) return name
  throw new CodedError('not_found', { detail: `The project knows no user ${name}` })
}

/** Nobody is connected to this process, and it runs no answers. */
const alone = { announcer: { announce: () => {} }, answers: { stop: () => {} }, bus: { publish: () => {} } }

/** Where another process has the live texts, that one drops them. */
const elsewhere: Pick<GenerationLog, 'drop' | 'running'> = { drop: async () => {}, running: async () => [] }

/** While a server has the folder, the erasure is its: it runs the answers and knows the connections. */
const waitForServer = async (
  erasures: ResumableErasures,
  request: ErasureRequest,
  line: CommandLine,
  wait: number,
): Promise<Receipt> => {
  const { id } = await erasures.begin(request)
  // The host's own id of them is forgotten by now.
  const again = `by the id ${request.userId}`
  line.complain(`A server runs here; it finishes the erasure as a job. The receipt can be asked for ${again}.`)
  const end = performance.now() + wait * 1_000
  for (;;) {
    const receipt = await erasures.receipt(id)
    if (receipt) return receipt
    if (performance.now() > end)
      throw new CodedError('store_unavailable', {
        detail: `The erasure ${id} has begun and goes on in the server; ask again for the receipt ${again}`,
      })
    await pause(lookMs)
  }
}

const eraseHere = async (data: DataFolder, options: Omit<ErasuresOptions, 'log'>, request: ErasureRequest) => {
  const log = await openLiveLog({ path: data.live })
  try {
    return await createErasures({ ...options, log }).erase(request)
  } finally {
    await log.close()
  }
}

const tryToTake = (config: Config): Promise<{ release(): Promise<void> } | null> =>
  takeData(config).catch((error: unknown) => {
    if (error instanceof CodedError && error.code === 'store_unavailable') return null
    throw error
  })

/** `user erase`: everything of a user goes, for ever (ST8). */
export const addUserCommands = (program: Command, line: CommandLine): void => {
  const user = program.command('user').description('users: erase')

  user
    .command('erase <project> <user>')
    .description('erase everything of a user, for ever, and print the receipt; also while a server runs')
    .option('--wait <seconds>', 'how long to wait for a server that runs here', seconds, 120)
    .option('--json', 'print JSON: the receipt as `verify` reads it', false)
    .action(async (projectName: string, name: string, { wait, json }: Options) => {
      const config = line.config()
      const data = openDataFolder(config)
      const signer = createSigner(secretsFor(config))
      const receipt = await line.withStore(async store => {
        const { id: projectId } = await findProject(store, projectName)
        const request = { projectId, userId: await findPerson(store, projectId, name), actor }
        const options = { ...alone, store, signer, ids: uuids, clock: systemClock, backupDays: config.BACKUP_DAYS }
        const lock = await tryToTake(config)
        if (!lock) return waitForServer(createErasures({ ...options, log: elsewhere }), request, line, wait)
        try {
          return await eraseHere(data, options, request)
        } finally {
          await lock.release()
        }
      })
      show(line, json, receipt, ['The user is erased.', ...receiptLines(receipt)])
    })
}
