import { z } from 'zod'
import type { Clock } from '../ports/clock.ts'
import type { ServerTool } from '../ports/server-tool.ts'

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const parameters = z.object({
  timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA time zone').optional(),
})

/** Tells the model the time, which it cannot know. */
export const createClockTool = (clock: Pick<Clock, 'now'>): ServerTool<typeof parameters> => ({
  name: 'clock',
  title: 'Clock',
  description:
    'Tells the present date and time, in an IANA time zone such as Europe/Berlin; in UTC where none is given.',
  parameters,
  approval: false,
  idempotent: true,
  timeoutMs: 1_000,
  async run({ timeZone = 'UTC' }) {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' })
    return { text: format.format(clock.now()) }
  },
})
