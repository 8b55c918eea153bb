import type { ServerFrame, Session } from '@chat-view/protocol'
import { abortable } from './abortable.ts'
import type { OpenAccount } from './account/open-account.ts'
import type { ChatSession } from './auth/chat-session.ts'
import { SessionKeeper } from './auth/session-keeper.ts'
import type { Chat } from './chat.ts'
import { systemClock } from './clock.ts'
import { Connector } from './connection/connector.ts'
import { Subscriptions } from './connection/subscriptions.ts'
import { whenConnected } from './connection/when-connected.ts'
import { ChatError } from './errors/chat-error.ts'
import { HttpClient, type HttpRequest } from './http/http-client.ts'
import { onDemand } from './on-demand.ts'
import type { ChatOptions } from './options.ts'
import { createCommandId } from './outbox/command-id.ts'
import { Outbox } from './outbox/outbox.ts'
import { OutboxBox } from './outbox/outbox-box.ts'
import { safeAtom } from './safe-atom.ts'
import { openDeviceStorage, userName, visitorName } from './storage/device-storage.ts'
import { openThread } from './threads/open-thread.ts'
import { runCommand } from './threads/run-command.ts'
import { ThreadRegistry } from './threads/thread-registry.ts'
import type { ThreadServices } from './threads/thread-services.ts'
import { ThreadsOnDemand } from './threads/threads-on-demand.ts'
import type { ChatTool } from './tools/page-tool.ts'
import { ToolBox } from './tools/tool-box.ts'
import { chooseTransport } from './transport/choose-transport.ts'

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
 *
 * @throws ChatError `invalid_request` where `server` or `project` is missing, or there is no such `transport`
 */
export const createChat = (options: ChatOptions): Chat => {
  const { project, getToken, logger, clock = systemClock } = options
  // An empty server is that of the page.
  if (typeof options.server !== 'string' || !project)
    throw new ChatError('invalid_request', { detail: 'no server or project' })
  const server = options.server.replace(/\/+$/, '')
  const prefix = `chat-view:${server}:${project}:`
  const storage = openDeviceStorage(options.storage, prefix)
  const owner = createCommandId()
  const closer = new AbortController()
  const closing = closer.signal
  const $session = safeAtom<ChatSession | null>(null)
  const fetch: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const http = new HttpClient({ server, fetch, clock, locale: options.locale, closing })

  /** Aborted when another user comes: nobody waits for what the former one asked (SE1). */
  let present = new AbortController()

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
    const isFirst = !$session.get()
    outbox.clear(isFirst)
    // What was written and asked before the first session is of whoever comes with it.
    if (isFirst) return
    present.abort()
    present = new AbortController()
    registry.each(channel => channel.clear())
    lists.feed?.clear()
  }

  const opened = ({ user, project: about }: Session): void => {
    // Another page may have followed the change already, and have kept the new one.
    const former = $session.get()?.user.id ?? storage.get(userName)
    if (former && former !== user.id) wipe()
    // The present connection is the former user's, also one that still shakes hands.
    if (former !== user.id && connector.linked) queueMicrotask(() => connector.restart())
    storage.set(userName, user.id)
    if (box?.user !== user.id) keepOutboxOf(user.id)
    $session.set({ user, project: about })
  }

  // A storage of the page's own is not known to be shared.
  const lock = options.storage === undefined ? prefix + visitorName : null
  const session = new SessionKeeper({ project, getToken, http, storage, lock, clock, closing, changed: opened })
  const router = {
    up: () => {
      subscriptions.up()
      outbox.drain()
      tools.load()
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
  const lists = new ThreadsOnDemand(() => services)
  const outbox = new Outbox({
    clock,
    send: frame => connector.send(frame),
    ready: item => registry.ready(item),
    confirmed: (item, result) => {
      registry.confirmed(item, result)
      lists.feed?.confirmed(item, result)
    },
    tokenRefused: () => connector.refuseToken(),
  })
  const loadRunner = async (tools: ReadonlyMap<string, ChatTool>) => {
    const { ToolRunner } = await import('./tools/tool-runner.ts')
    return new ToolRunner({ tools, services, registry, storage, scope: prefix })
  }
  const tools = new ToolBox(loadRunner)
  const services: ThreadServices = {
    connector,
    tools,
    subscriptions,
    outbox,
    clock,
    closing,
    run: (command, signal) => runCommand(services, command, signal),
    request: request => abortable(http.request(request, session), present.signal),
    userId: () => $session.get()?.user.id ?? null,
  }
  const unlisten = outbox.$entries.listen(() => registry.each(channel => channel.outboxChanged()))

  // A visitor is who was here last, so that what they wrote is there again before the server is.
  if (!getToken && options.storage !== false) keepOutboxOf(storage.get(userName) ?? nobody)

  for (const tool of options.tools ?? []) tools.register(tool)

  const close = async (): Promise<void> => {
    closer.abort()
    session.forget()
    unlisten()
    outbox.close()
    registry.each(channel => channel.people.clear())
    connector.stop('closed')
    subscriptions.down()
  }

  const loadAccount = async (): Promise<OpenAccount> => {
    const [{ openAccount }, { eraseUser }] = await Promise.all([
      import('./account/open-account.ts'),
      import('./account/erase-user.ts'),
    ])
    const erase = (signal: AbortSignal | undefined) => eraseUser({ http, tokens: session, clock, closing }, signal)
    const file = (request: HttpRequest) => http.file(request, session)
    const who = [userName, visitorName]
    return openAccount({ request: services.request, erase, file, lists, registry, storage, who, $session, wipe, close })
  }
  const account = onDemand(loadAccount, {
    export: true,
    erase: true,
    claimToken: true,
    claimVisitor: true,
    usage: true,
    acceptInvite: true,
  })

  return {
    $connection: connector.$connection,
    $session,
    $threads: lists.$threads,
    $archived: lists.$archived,
    $outbox: outbox.$entries,
    threads: lists.api,
    account,
    thread: key => openThread(registry.open(key), services),
    acceptInvite: account.acceptInvite,
    registerTool: tool => tools.register(tool),
    connect: ({ signal } = {}) => {
      connector.start()
      return whenConnected(connector.$connection, signal)
    },
    reconnect: ({ signal } = {}) => {
      if (!closing.aborted) connector.restart()
      return whenConnected(connector.$connection, signal)
    },
    close,
  }
}
