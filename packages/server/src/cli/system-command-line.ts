import { loadConfig } from '../config/load-config.ts'
import type { CommandLine } from './command-line.ts'
import { openCommandStore } from './open-command-store.ts'

/** The command line of this process. */
export const systemCommandLine = (env: NodeJS.ProcessEnv): CommandLine => {
  const config = () => loadConfig(env)
  return {
    env,
    print: text => void process.stdout.write(`${text}\n`),
    complain: text => void process.stderr.write(`${text}\n`),
    exit: code => {
      process.exitCode = code
    },
    config,
    async withStore(use) {
      const store = await openCommandStore(config())
      try {
        return await use(store)
      } finally {
        await store.close()
      }
    },
  }
}
