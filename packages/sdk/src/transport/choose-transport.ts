import type { ChatOptions } from '../options.ts'
import { SocketTransport } from './socket-transport.ts'
import type { Transport } from './transport.ts'

/** The transport that the options name, or that works here. */
export const chooseTransport = ({ transport = 'auto', WebSocket, logger }: ChatOptions, server: string): Transport =>
  typeof transport === 'object' ? transport : new SocketTransport(server, WebSocket, logger)
