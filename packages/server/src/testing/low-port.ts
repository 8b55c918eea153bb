import { createServer } from 'node:net'

const from = 20_000
const to = 32_000

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/**
 * A free port below those that systems give to outgoing connections: it is still free when a server that was killed
 * comes back, however many clients have tried to reach it meanwhile.
 */
export const lowPort = async (): Promise<number> => {
  for (;;) {
    const port = from + Math.floor(Math.random() * (to - from))
    if (await isFree(port)) return port
  }
}
