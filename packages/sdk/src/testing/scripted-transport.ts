import type { ClientFrame, ServerFrame } from '@chat-view/protocol'
import type { Link, LinkListener, Transport } from '../transport/transport.ts'

/** A transport whose other end is the test: it sees each frame and says what comes back. */
export interface ScriptedTransport extends Transport {
  /** Frames that the client sent, over all connections. */
  readonly sent: readonly ClientFrame[]
  /** Connections that were opened so far. */
  readonly opened: number
  /** Is one open just now? */
  readonly isOpen: boolean
  /** Gives a frame to the client. */
  say(frame: ServerFrame): void
  /** Ends the connection with a close code. */
  drop(code?: number): void
}

/** Makes a scripted transport. `answer` says what comes back to a frame; the handshake is answered by itself. */
export const scriptedTransport = (
  answer: (frame: ClientFrame) => readonly ServerFrame[] | undefined = () => undefined,
): ScriptedTransport => {
  const sent: ClientFrame[] = []
  let current: LinkListener | null = null
  let opened = 0
  const say = (frame: ServerFrame) => current?.frame(structuredClone(frame))
  const welcome: ServerFrame = {
    type: 'welcome',
    protocol: 1,
    connection: '00000000-0000-7000-8000-000000000000',
    user: { id: '00000000-0000-7000-8000-000000000001', kind: 'visitor', name: null },
    heartbeat: 20_000,
    time: 0,
  }
  return {
    name: 'socket',
    sent,
    get opened() {
      return opened
    },
    get isOpen() {
      return current !== null
    },
    say,
    drop: (code = 1006) => {
      const listener = current
      current = null
      listener?.closed(code)
    },
    open: (listener): Link => {
      opened++
      current = listener
      queueMicrotask(() => current === listener && listener.opened())
      return {
        send: frame => {
          sent.push(frame)
          const replies = answer(frame) ?? (frame.type === 'hello' ? [welcome] : [])
          queueMicrotask(() => {
            if (current === listener) for (const reply of replies) say(reply)
          })
        },
        close: () => {
          if (current === listener) current = null
        },
      }
    },
  }
}
