import { keyedRows } from './keyed-rows.ts'
import { type LinesOptions, linesShown } from './lines-shown.ts'
import { messageLine } from './message-line.ts'
import type { MessageList } from './message-list.ts'

/** The messages of a thread that are drawn now. */
export const messageLines = (list: MessageList, options: LinesOptions): ReturnType<typeof keyedRows> => {
  const { keys } = options.timeline
  const shown = linesShown(options)
  const rows = list.arrange(keys).map(({ row }) => row)
  return keyedRows(
    rows.map(row => keys[row] ?? ''),
    rows.map(row => messageLine(shown, row)),
  )
}
