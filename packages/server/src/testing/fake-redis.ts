import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A server that speaks as some Redis does that cannot be had here, as an old one. */
export interface FakeRedis extends AsyncDisposable {
  readonly url: string
}

/** Each command of a chunk: commands of a new connection are short and come whole. */
const commandsOf = (chunk: Buffer): string[] =>
  [...chunk.toString('latin1').matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)].map(([, word = '']) => word.toUpperCase())

/** @param answer what it says to a command, as it goes over the wire without its last line end */
export const startFakeRedis = async (answer: (command: string) => string): Promise<FakeRedis> => {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.on('data', chunk => {
      for (const command of commandsOf(chunk)) socket.write(`${answer(command)}\r\n`)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** What a Redis of a version answers to HELLO. */
export const helloOf = (version: string): string => {
  const facts = ['server', 'redis', 'version', version, 'mode', 'standalone', 'role', 'master']
  return [`%${facts.length / 2}`, ...facts.map(fact => `$${fact.length}\r\n${fact}`)].join('\r\n')
}
