import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ServerProcess } from '@chat-view/server/testing'

const run = promisify(execFile)
const program = fileURLToPath(new URL('../../packages/server/src/cli.ts', import.meta.url))

interface Place extends Pick<ServerProcess, 'folder'> {
  /** Its database, where that is not the one in its folder. */
  readonly database?: string | undefined
}

/** Runs `chat-view` on a server's data, as an operator does beside it, and answers what it prints as JSON. */
export const commandLine = async <T>({ folder, database }: Place, ...args: string[]): Promise<T> => {
  const { stdout } = await run(process.execPath, ['--conditions=chat-view-source', program, ...args, '--json'], {
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: database ?? `sqlite:${join(folder, 'chat-view.db')}`,
      DATA_FOLDER: folder,
      LOG_LEVEL: 'silent',
    },
  })
  return JSON.parse(stdout) as T
}
