import { type AddressInfo, createServer } from 'node:net'

/** What one sample of a stream server came to. */
export interface RoundsReport {
  readonly rounds: number
  readonly streams: number
  /** Microseconds of CPU that the whole process used. */
  readonly cpu: number
}

/** Streams that are served in one turn of the loop. */
const slice = 100
/** Rounds that may be under way: the receivers must not be run over, for then pieces would be put together. */
const ahead = 4

let acknowledged = 0
let wake = (): void => {}
const acks = createServer(socket => {
  socket.on('data', data => {
    acknowledged += data.length
    wake()
  })
})
const listening = new Promise<void>(resolve => acks.listen(0, '127.0.0.1', resolve))

/** Where receivers say that everybody got one more. */
export const ackPort = async (): Promise<number> => {
  await listening
  return (acks.address() as AddressInfo).port
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Gives every stream one piece after the other, as fast as the receivers take them. */
export const runRounds = async (
  streams: number,
  seconds: number,
  emit: (stream: number) => void,
): Promise<RoundsReport> => {
  acknowledged = 0
  const before = process.cpuUsage()
  const end = performance.now() + seconds * 1000
  let rounds = 0
  for (; performance.now() < end; rounds++) {
    while (rounds - acknowledged >= ahead) {
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
    for (let from = 0; from < streams; from += slice) {
      for (let at = from; at < Math.min(streams, from + slice); at++) emit(at)
      await turn()
    }
  }
  while (acknowledged < rounds) {
    await new Promise<void>(resolve => {
      wake = resolve
    })
  }
  const { user, system } = process.cpuUsage(before)
  return { rounds, streams, cpu: user + system }
}
