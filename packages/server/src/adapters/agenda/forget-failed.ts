import type { JobRepository } from 'agenda'

/** Jobs of a name that failed and are kept for operators to see; the oldest beyond go. */
export const keptFailed = 1_000

const slice = 1_000

/** Removes the oldest of those that failed for good. Those that are tried again stay, whatever their number. */
export const forgetFailed = async (repository: JobRepository, name: string, keep = keptFailed): Promise<number> => {
  const { jobs } = await repository.queryJobs({
    ...{ name, state: 'failed' as const, sort: { lastFinishedAt: 'desc' as const } },
    ...{ skip: keep, limit: slice },
  })
  const ids = jobs.filter(({ type, nextRunAt }) => type === 'normal' && nextRunAt === null).map(({ _id }) => _id)
  return ids.length === 0 ? 0 : repository.removeJobs({ ids })
}
