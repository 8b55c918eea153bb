import { createServer as createHttpServer } from 'node:http'
import type { Command } from 'commander'
import type { RunningServer } from '../create-server.ts'
import { createServer } from '../create-server.ts'
import { demoProjectKey } from '../domain/ensure-demo-project.ts'
import { listen } from '../http/listen.ts'
import { createLogger } from '../telemetry/create-logger.ts'
import type { CommandLine } from './command-line.ts'
import { exitCodes } from './exit-codes.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

/** Fails before anything begins where no server can listen: not even answers that were interrupted are touched. */
const tryAddress = async (host: string): Promise<void> => {
  const probe = createHttpServer().on('connection', early => early.destroy())
  await (await listen(probe, host, 0)).close()
}

/** Whose chat can be opened: of the demo project, or where it is not, of the first that lets people in. */
const openProject = async ({ page, waiting }: RunningServer, line: CommandLine): Promise<string | null> => {
  if (page !== null) return demoProjectKey
  if (waiting) return null
  // It is a hint only: the server runs also where it can't be given.
  const projects = await line.withStore(store => store.listProjects()).catch(() => [])
  return projects.find(({ enabled }) => enabled)?.key ?? null
}

const told = ({ url, page, absent, waiting }: RunningServer, project: string | null): string[] => [
  waiting ? `chat-view answers at ${url} and waits for its database` : `chat-view is ready at ${url}`,
  ...(page === null ? [] : [`  page       ${page}`]),
  ...(project === null ? [] : [`  chat       ${url}/projects/${project}/chat`]),
  `  reference  ${url}/docs`,
  ...absent.map(part => `  absent     ${part}`),
]

/** The first signal stops it gracefully, a second one at once (RT15). */
const untilSignal = (): Promise<string> =>
  new Promise(resolve => {
    const first = (signal: NodeJS.Signals): void => {
      for (const name of signals) process.off(name, first).once(name, () => process.exit(exitCodes.failed))
      resolve(signal)
    }
    for (const name of signals) process.on(name, first)
  })

/**
 * `start`: the server, until a signal stops it. What is run when nothing is named; where something is, it must not be the
 * default, to which a mistyped name would be an argument.
 */
export const addStartCommand = (program: Command, line: CommandLine, isDefault: boolean): void => {
  program
    .command('start', { isDefault })
    .description('start the server; this is what happens when nothing is named')
    .action(async () => {
      const config = line.config()
      const logger = createLogger(config.LOG_LEVEL)
      await tryAddress(config.HOST)
      // Listened to from here on: whoever reads that it is ready may stop it in the same moment.
      const signalled = untilSignal()
      const server = await createServer(config, { logger })
      for (const text of told(server, await openProject(server, line))) line.print(text)
      // What keeps it from beginning is told as its failure.
      if (server.waiting)
        void server.begun.then(() => line.print(`chat-view is ready at ${server.url}`)).catch(() => {})
      const end = await Promise.race([
        signalled.then(signal => ({ signal, failure: null })),
        server.failure.then(failure => ({ signal: null, failure })),
      ])
      logger.info({ signal: end.signal }, 'stopping')
      await server.close()
      if (end.failure !== null) throw end.failure
      // Nothing of ours is left; what a library still holds must not keep the process (RT15).
      process.exit(exitCodes.ok)
    })
}
