import { closeCodes } from '@chat-view/protocol/codes'
import type { SocketMetrics } from '../socket/socket-metrics.ts'
import type { Metrics } from './metrics.ts'

/** Takes what the socket door reports into the metrics (OP1). */
export const countSockets = (metrics: Metrics): SocketMetrics => ({
  opened: () => metrics.connections.inc(),
  closed(why) {
    metrics.connections.dec()
    metrics.closes.inc({ code: why === 'lost' ? 'lost' : String(closeCodes[why]) })
  },
  frameIn: type => metrics.framesIn.inc({ type }),
  framesOut: (type, count) => metrics.framesOut.inc({ type }, count),
  limited: what => metrics.limited.inc({ limit: `socket-${what}` }),
})
