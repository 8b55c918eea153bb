import { ThreadQueues } from '../thread-queues.ts'

/**
 * Steps of the spend firewall that a node has under way at once. More of them would only meet in one document, each making
 * the others try again, and take all connections.
 */
const lanes = 16

/** Runs each step in the next lane: at once, or after the one that is before it there. */
export const quotaLanes = () => {
  const queues = new ThreadQueues()
  let last = 0
  return <Result>(step: () => Promise<Result>): Promise<Result> => {
    last = (last + 1) % lanes
    return queues.run(`lane ${last}`, step)
  }
}
