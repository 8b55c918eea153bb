import type { Jobs } from '../../ports/jobs.ts'
import type { Logger } from '../../ports/logger.ts'

/** Asks for the job that sends what is due. Where that can't be asked for, its next round finds what waits. */
export const askToSend = async (
  { jobs, logger }: { readonly jobs: Pick<Jobs, 'once'>; readonly logger: Pick<Logger, 'warn'> },
  at?: number,
): Promise<void> => {
  // Wishes within five seconds are one.
  const key = at === undefined ? 'now' : `at ${Math.floor(at / 5_000)}`
  try {
    await jobs.once('webhooks', key, {}, at)
  } catch (error) {
    logger.warn({ err: error }, 'webhooks are told later, for the jobs are away')
  }
}
