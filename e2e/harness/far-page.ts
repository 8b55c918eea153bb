import { type ServerProcess, startTcpProxy, type TcpProxy } from '@chat-view/server/testing'
import type { Operator } from './operator.ts'
import { chatPage } from './page-address.ts'

/** The chat page of a new project, over a way to the server that a test can break. */
export interface FarPage extends AsyncDisposable {
  readonly address: string
  /** The project's. */
  readonly key: string
  readonly proxy: TcpProxy
}

/** Opens the way; it ends with the page. */
export const farPage = async (server: ServerProcess, operator: Operator): Promise<FarPage> => {
  const proxy = await startTcpProxy(server.port)
  const far = { url: `http://127.0.0.1:${proxy.port}` }
  const { key } = await operator.project({ origins: [far.url] })
  return { address: chatPage(far, key), key, proxy, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() }
}
