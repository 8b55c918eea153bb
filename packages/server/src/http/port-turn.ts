import { createServer, type Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds for which another's turn is waited for: one takes a few. */
const patience = 2_000

/** Milliseconds between two looks whether it is over. */
const lookMs = 10

/** A name that one process of a machine can have, and loses with its end: a socket of Linux that lies in no folder. */
const take = (name: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const holder = createServer(stranger => stranger.destroy())
    holder.once('error', reject)
    holder.listen({ path: `\0${name}`, exclusive: true }, () => resolve(holder))
  })

/** Null where the system has no such names, or somebody keeps this one. */
const takeTurn = async (name: string): Promise<Server | null> => {
  if (process.platform !== 'linux') return null
  for (const until = performance.now() + patience; performance.now() < until; await pause(lookMs)) {
    try {
      return await take(name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return null
    }
  }
  return null
}

/**
 * Does what begins to listen on a port while no other server of ours on this machine does the same there: whether a
 * shared port is free can be seen, but not in one step with taking it.
 */
export const inPortTurn = async <T>(port: number, work: () => Promise<T>): Promise<T> => {
  const turn = await takeTurn(`chat-view-port-${port}`)
  try {
    return await work()
  } finally {
    turn?.close()
  }
}
