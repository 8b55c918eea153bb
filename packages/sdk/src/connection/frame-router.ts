import type { ServerFrame } from '@chat-view/protocol'

/** Who is told what the connection brings. */
export interface FrameRouter {
  /** It is there, and knows nothing of earlier ones. */
  up(): void
  /** It was there and is gone. */
  down(): void
  frame(frame: ServerFrame): void
}
