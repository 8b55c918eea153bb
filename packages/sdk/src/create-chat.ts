import type { ServerFrame, Session } from '@chat-view/protocol'
import { atom } from 'nanostores'
import type { ChatSession } from './auth/chat-session.ts'
import { SessionKeeper } from './auth/session-keeper.ts'
import type { Chat } from './chat.ts'
import { systemClock } from './clock.ts'
import { Connector } from './connection/connector.ts'
import { Subscriptions } from './connection/subscriptions.ts'
import { whenConnected } from './connection/when-connected.ts'
import { HttpClient } from './http/http-client.ts'
import type { ChatOptions } from './options.ts'
import { createCommandId } from './outbox/command-id.ts'
import { Outbox } from './outbox/outbox.ts'
import { OutboxBox } from './outbox/outbox-box.ts'
import { openDeviceStorage } from './storage/device-storage.ts'
import { createThreadsApi } from './threads/create-threads-api.ts'
import { openThread } from './threads/open-thread.ts'
import { ThreadFeed } from './threads/thread-feed.ts'
import { ThreadRegistry } from './threads/thread-registry.ts'
import type { ThreadServices } from './threads/thread-services.ts'
import { chooseTransport } from './transport/choose-transport.ts'

const userName = 'user'
/** Whose outbox that of a first visitor is, until the first token says who they are. */
const nobody = 'nobody'

/**
 * Makes a chat. It connects when something asks for it: `connect()`, an open thread, a message, or a look at `$threads`.
 *
 * ```ts
 * const chat = createChat({ server: 'https://chat.example.com', project: 'pk_…', getToken })
 * for await (const text of chat.thread().send('What changed in v2?')) process.stdout.write(text)
 * await chat.close()
 * ```
 */
export const createChat = (options: ChatOptions): Chat => {
  const { project, getToken, logger, clock = systemClock } = options
  const server = options.server.replace(/\/+$/, '')
  const prefix = `chat-view:${server}:${project}:`
  const storage = openDeviceStorage(options.storage, prefix)
  const owner = createCommandId()
  const closer = new AbortController()
  const closing = closer.signal
  const $session = atom<ChatSession | null>(null)
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const http = new HttpClient({ server, fetch, clock, locale: options.locale, closing })

  let box: OutboxBox | null = null
  const keepOutboxOf = (user: string): void => {
    // What a first visitor wrote so far moves along to the box of their own.
    box?.write([])
    box?.release()
    box = new OutboxBox(storage, prefix, user, owner)
    void outbox.keepIn(box, getToken ? [user] : [user, nobody])
  }

  /** Nothing of a former user stays, neither on the screen nor on the device (SE1). */
  const wipe = (): void => {
    outbox.clear()
    registry.each(channel => channel.clear())
    feed.clear()
  }

  const opened = ({ user, project: about }: Session): void => {
    const former = storage.get(userName) ?? $session.get()?.user.id
    const known = $session.get()?.user.id ?? (getToken ? null : former)
    if (former && former !== user.id) wipe()
    // What the present connection follows belongs to the former user.
    if (former !== user.id && connector.connected) queueMicrotask(() => connector.restart())
    storage.set(userName, user.id)
    if (known !== user.id || !box) keepOutboxOf(user.id)
    $session.set({ user, project: about })
  }

  const session = new SessionKeeper({ project, getToken, http, storage, clock, closing, changed: opened })
  const router = {
    up: () => {
      subscriptions.up()
      outbox.drain()
    },
    down: () => {
      subscriptions.down()
      outbox.down()
      registry.each(channel => channel.people.clear())
    },
    frame: (frame: ServerFrame) => {
      if (subscriptions.frame(frame)) return
      if (frame.type === 'result' || frame.type === 'error') outbox.frame(frame)
    },
  }
  const connector = new Connector({ transport: chooseTransport(options, server), session, router, clock, logger })
  const subscriptions = new Subscriptions(frame => connector.send(frame), clock)
  const registry = new ThreadRegistry(() => services)
  const feed = new ThreadFeed(() => services)
  const outbox = new Outbox({
    clock,
    send: frame => connector.send(frame),
    ready: item => registry.ready(item),
    confirmed: (item, result) => registry.confirmed(item, result),
    tokenRefused: () => connector.refuseToken(),
  })
  const services: ThreadServices = {
    connector,
    subscriptions,
    outbox,
    clock,
    closing,
    request: request => http.request(request, session),
    userId: () => $session.get()?.user.id ?? null,
  }
  const unlisten = outbox.$entries.listen(() => registry.each(channel => channel.outboxChanged()))

  // A visitor is who was here last, so that what they wrote is there again before the server is.
  if (!getToken && options.storage !== false) keepOutboxOf(storage.get(userName) ?? nobody)

  return {
    $connection: connector.$connection,
    $session,
    $threads: feed.threads.$list,
    $archived: feed.archived.$list,
    $outbox: outbox.$entries,
    threads: createThreadsApi(services, feed),
    thread: key => openThread(registry.open(key), services),
    connect: ({ signal } = {}) => {
      connector.start()
      return whenConnected(connector.$connection, signal)
    },
    reconnect: ({ signal } = {}) => {
      if (!closing.aborted) connector.restart()
      return whenConnected(connector.$connection, signal)
    },
    close: async () => {
      closer.abort()
      unlisten()
      outbox.close()
      registry.each(channel => channel.people.clear())
      connector.stop('closed')
      subscriptions.down()
    },
  }
}
