import type { Command } from 'commander'
import type { RunningServer } from '../create-server.ts'
import { createServer } from '../create-server.ts'
import { createLogger } from '../telemetry/create-logger.ts'
import type { CommandLine } from './command-line.ts'
import { exitCodes } from './exit-codes.ts'

const told = ({ url, absent }: RunningServer): string[] => [
  `chat-view is ready at ${url}`,
  `  page       ${url}/`,
  `  chat       ${url}/projects/pk_demo/chat`,
  `  reference  ${url}/docs`,
  ...absent.map(part => `  absent     ${part}`),
]

/** The first signal stops it gracefully, a second one at once (RT15). */
const untilSignal = (): Promise<string> =>
  new Promise(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })

/** `start`: the server, until a signal stops it. What is run when nothing is named. */
export const addStartCommand = (program: Command, line: CommandLine): void => {
  program
    .command('start', { isDefault: true })
    .description('start the server; this is what happens when nothing is named')
    .action(async () => {
      const config = line.config()
      const logger = createLogger(config.LOG_LEVEL)
      const server = await createServer(config, { logger })
      for (const text of told(server)) line.print(text)
      const signal = await untilSignal()
      logger.info({ signal }, 'stopping')
      for (const again of ['SIGTERM', 'SIGINT'] as const) process.once(again, () => process.exit(exitCodes.failed))
      await server.close()
      // Nothing of ours is left; what a library still holds must not keep the process (RT15).
      process.exit(exitCodes.ok)
    })
}
