import type { ClientSession, ClusterTime, Timestamp } from 'mongodb'

/**
 * The newest moment of the replica set that this node has written or read: each session begins there, so that nobody is
 * shown less than they were shown before, also after another member became primary.
 */
export class CausalClock {
  #operation: Timestamp | undefined
  #cluster: ClusterTime | undefined

  /** Lets a session begin where others ended. */
  begin(session: ClientSession): void {
    if (this.#cluster !== undefined) session.advanceClusterTime(this.#cluster)
    if (this.#operation !== undefined) session.advanceOperationTime(this.#operation)
  }

  /** Takes over how far a session came: what it wrote was acknowledged by a majority, what it read as well. */
  note(session: ClientSession): void {
    const { operationTime, clusterTime } = session
    if (operationTime !== undefined && this.isBehind(operationTime)) this.#operation = operationTime
    if (clusterTime !== undefined && (this.#cluster?.clusterTime.lessThan(clusterTime.clusterTime) ?? true))
      this.#cluster = clusterTime
  }

  /** Is this moment newer than all that was seen? */
  isBehind(moment: Timestamp): boolean {
    return this.#operation === undefined || this.#operation.lessThan(moment)
  }

  get latest(): Timestamp | undefined {
    return this.#operation
  }
}
