import type { ServerProcess } from '@chat-view/server/testing'

/** A project's whole page. */
export const chatPage = (server: Pick<ServerProcess, 'url'>, project = 'pk_demo'): string =>
  `${server.url}/projects/${project}/chat`
