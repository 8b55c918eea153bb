import { randomUUID } from 'node:crypto'
import type { ClientFrame, ServerFrame } from '@chat-view/protocol'
import type { Transport } from '@chat-view/sdk'
import type { HistoryRecord } from '../../packages/server/src/testing/history/history-record.ts'

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never

const isHeartbeat = ({ type }: ClientFrame | ServerFrame): boolean => type === 'ping' || type === 'pong'

/** What clients and nemesis log in one run, in the order in which they notice it. */
export class Recorder {
  readonly records: HistoryRecord[] = []

  add(record: WithoutTime<HistoryRecord>): void {
    this.records.push({ ...record, at: Date.now() } as HistoryRecord)
  }

  /** The way of a client, which logs all that it sends and gets, without its tokens. What is shown was logged before. */
  wayOf(client: string, way: Transport): Transport {
    const add = this.add.bind(this)
    return {
      get name() {
        return way.name
      },
      open(listener) {
        const who = { client, connection: randomUUID().slice(0, 8) }
        let isOver = false
        const over = (): void => {
          if (!isOver) add({ kind: 'disconnected', ...who })
          isOver = true
        }
        const link = way.open({
          opened() {
            add({ kind: 'connected', ...who })
            listener.opened()
          },
          frame(frame) {
            if (!isHeartbeat(frame)) add({ kind: 'received', ...who, frame })
            listener.frame(frame)
          },
          closed(code) {
            over()
            listener.closed(code)
          },
        })
        return {
          send(frame) {
            const { token: _token, ...told } = frame as ClientFrame & { token?: string }
            if (!isHeartbeat(frame)) add({ kind: 'sent', ...who, frame: told as ClientFrame })
            link.send(frame)
          },
          close() {
            over()
            link.close()
          },
        }
      },
    }
  }
}
