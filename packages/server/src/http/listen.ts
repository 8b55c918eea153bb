import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '../config/config-error.ts'

const remedies: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) => `PORT: ${host}:${port} is in use; stop what uses it, or set another PORT`,
  EACCES: (_, port) => `PORT: ${port} needs more rights; set PORT to one above 1023`,
  EADDRNOTAVAIL: host => `HOST: this machine has no address ${host}; set HOST to one it has, or to 0.0.0.0`,
  ENOTFOUND: host => `HOST: ${host} is not known; set HOST to an address of this machine`,
}

/** Begins to listen and answers the port. @throws ConfigError naming the variable and the remedy */
export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const remedy = remedies[error.code ?? '']
      reject(remedy ? new ConfigError([remedy(host, port)]) : error)
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
