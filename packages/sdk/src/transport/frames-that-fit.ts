import type { ClientFrame } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'

/** So many frames go with one request. */
const mostFrames = 32
/** Of what is around them. */
const around = JSON.stringify({ frames: [] }).length

/** So many of these frames, at least one, go with one request: a server takes no more bytes than one frame may have. */
export const framesThatFit = (frames: readonly ClientFrame[]): number => {
  const encoder = new TextEncoder()
  let bytes = around
  const tooMany = frames.slice(0, mostFrames).findIndex(frame => {
    bytes += encoder.encode(JSON.stringify(frame)).length + 1
    return bytes > bounds.clientFrame
  })
  return tooMany < 0 ? Math.min(frames.length, mostFrames) : Math.max(1, tooMany)
}
