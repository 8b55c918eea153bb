import { BenchProcess } from '../../harness/bench-process.ts'
import { tempFolder } from '../../harness/temp-folder.ts'
import { helloOf, type Population, seedPeople, subscribeTo } from '../../seed/people.ts'
import { databaseIn, startChatView } from '../../servers/chat-view.ts'

const receiverProgram = new URL('../../clients/receivers.ts', import.meta.url)

/** Microseconds of CPU of a node. */
export interface ConnectionCosts {
  /** Handshake, hello, one subscription to a thread. */
  readonly connect: number
  /** One ping and its answer. */
  readonly heartbeat: number
}

const receivers = async (port: number, { people, threads }: Population): Promise<BenchProcess> => {
  const clients = new BenchProcess(receiverProgram, { core: 'load' })
  // All are the owner of the thread: who they are costs the same.
  const [owner] = people
  const [thread = ''] = threads
  const greetings = people.map(() => (owner ? [helloOf(owner), subscribeTo(thread)] : []))
  await clients.ask('open', { port, greetings })
  return clients
}

/** What connections cost a node in CPU; `seconds` is the length of the idle sample. */
export const measureConnections = async (count: number, seconds: number): Promise<ConnectionCosts> => {
  await using folder = await tempFolder()
  const population = await seedPeople(databaseIn(folder.path), count, 1)
  const beats = 500
  const { process: server, port } = await startChatView(folder.path, { HEARTBEAT_INTERVAL: `${beats}ms` })
  await using node = server
  // Code that has not run yet is slow.
  await (await receivers(port, population))[Symbol.asyncDispose]()
  const before = await node.ask<number>('cpu')
  await using _clients = await receivers(port, population)
  const connected = await node.ask<number>('cpu')
  await new Promise(resolve => setTimeout(resolve, seconds * 1_000))
  const idle = await node.ask<number>('cpu')
  return {
    connect: (connected - before) / count,
    heartbeat: (idle - connected) / (count * ((seconds * 1_000) / beats)),
  }
}
