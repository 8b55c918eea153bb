import type { CloseName } from '@chat-view/protocol/codes'

/** What the door reports to whoever counts (OP1). */
export interface SocketMetrics {
  opened(): void
  /** `lost`: the other side or the network ended it. */
  closed(why: CloseName | 'lost'): void
  frameIn(type: string): void
  /** Told in sums, for there are many. */
  framesOut(type: string, count: number): void
  /** A limit refused something. */
  limited(what: 'connect' | 'frames' | 'subscribe' | 'commands' | 'connections'): void
}

/** For doors that nobody counts. */
export const noSocketMetrics: SocketMetrics = {
  opened() {},
  closed() {},
  frameIn() {},
  framesOut() {},
  limited() {},
}
