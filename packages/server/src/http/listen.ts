import type { Server as HttpServer } from 'node:http'
import { type AddressInfo, createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { ConfigError } from '../config/config-error.ts'
import { inPortTurn } from './port-turn.ts'
import { SilentSockets } from './silent-sockets.ts'

const remedies: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) => `PORT: ${host}:${port} is in use; stop what uses it, or set another PORT`,
  EACCES: (_, port) => `PORT: ${port} needs more rights; set PORT to one above 1023`,
  EADDRNOTAVAIL: host => `HOST: this machine has no address ${host}; set HOST to one it has, or to 0.0.0.0`,
  ENOTFOUND: host => `HOST: ${host} is not known; set HOST to an address of this machine`,
}

/**
 * Sockets that listen on the port. Each gives one connection a turn of the loop (libuv since 1.45): with one alone, a
 * node whose turns take 100 ms would let ten of those in a second that come back after another node was lost (RT14).
 */
const queues = 16

/** Said by systems whose sockets cannot share a port so that each gets its part: macOS and Windows among them. */
const cannotShare: ReadonlySet<string | undefined> = new Set(['ENOTSUP', 'ENOPROTOOPT'])

/** A server's ears. */
export interface Listening {
  readonly port: number
  /** Ends connections on which nothing has come yet. */
  endSilent(): void
  /** Takes no more connections; resolves when none is left, sockets that were upgraded included. */
  close(): Promise<void>
}

const begin = (server: Server, options: ListenOptions): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options, () => {
      server.off('error', reject)
      resolve(server.address() as AddressInfo)
    })
  })

const end = (server: Server): Promise<void> => new Promise(resolve => void server.close(() => resolve()))

/** Where nobody listens yet. A socket that shares its port would take it from one that listens already. */
const findFree = async (host: string, port: number): Promise<AddressInfo> => {
  // Who comes in this moment would hold up its end.
  const probe = createServer(early => early.destroy())
  const free = await begin(probe, { host, port })
  await end(probe)
  return free
}

const listenOnce = async (server: Server, host: string, port: number, silent: SilentSockets): Promise<Listening> => ({
  port: (await begin(server, { host, port })).port,
  endSilent: () => silent.end(),
  close: () => end(server),
})

/** @param free where nobody listens yet; of port 0 the system finds one that nobody shares */
const listenShared = async (server: Server, free: ListenOptions, silent: SilentSockets): Promise<Listening> => {
  const early: Socket[] = []
  const note = (socket: Socket): void => void early.push(socket)
  const ears: Server[] = []
  const close = async (): Promise<void> => {
    await Promise.all(ears.map(end))
  }
  server.on('connection', note)
  try {
    const { address: host, port } = await begin(server, { ...free, reusePort: true })
    ears.push(server)
    while (ears.length < queues) {
      // As a server of HTTP makes them, to which they are handed.
      const other = createServer({ allowHalfOpen: true, noDelay: true }, socket => server.emit('connection', socket))
      await begin(other, { host, port, reusePort: true })
      ears.push(other)
    }
    return { port, endSilent: () => silent.end(), close }
  } catch (error) {
    const closed = close()
    // A start that fails waits for nobody who came meanwhile.
    for (const socket of early) socket.destroy()
    await closed
    throw error
  } finally {
    server.off('connection', note)
    early.length = 0
  }
}

const listenOften = (server: Server, host: string, port: number, silent: SilentSockets): Promise<Listening> => {
  if (port === 0) return listenShared(server, { host, port }, silent)
  return inPortTurn(port, async () => {
    const { address } = await findFree(host, port)
    return listenShared(server, { host: address, port }, silent)
  })
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

/** Begins to listen. @throws ConfigError naming the variable and the remedy */
export const listen = async (server: HttpServer, host: string, port: number): Promise<Listening> => {
  const silent = new SilentSockets(server)
  try {
    return await listenOften(server, host, port, silent).catch((error: unknown) => {
      if (!cannotShare.has(codeOf(error))) throw error
      return listenOnce(server, host, port, silent)
    })
  } catch (error) {
    const remedy = remedies[codeOf(error) ?? '']
    throw remedy ? new ConfigError([remedy(host, port)]) : error
  }
}
