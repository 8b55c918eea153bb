import { once } from 'node:events'
import { spawnServer } from '../spawn-server.ts'

/** How an attempt to start a server ended. */
export interface StartAttempt {
  readonly code: number | null
  readonly output: string
}

/** Starts a server that shall not start, and waits until it has given up; one that starts all the same is ended. */
export const startAttempt = async (
  env: Readonly<Record<string, string>>,
  wrapper: readonly string[] = [],
): Promise<StartAttempt> => {
  const child = spawnServer({ PORT: '0', LOG_LEVEL: 'warn', ...env }, wrapper)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('is ready at')) child.kill('SIGKILL')
    })
  }
  const [code] = await once(child, 'close')
  return { code: code as number | null, output }
}
