import type { AgendaBackend, JobParameters, JobRepository } from 'agenda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forgetFailed } from '../../adapters/agenda/forget-failed.ts'
import { future, next, past, row } from './job-rows.ts'
import type { OpenedJobs, OpenJobs } from './opened-jobs.ts'

/** What Agenda expects of any backend: saving, finding, locking. */
export const repositoryRules = (open: OpenJobs): void => {
  describe('repository', () => {
    let opened: OpenedJobs
    let backend: AgendaBackend
    let jobs: JobRepository
    beforeEach(async () => {
      opened = await open()
      backend = opened.backend()
      await backend.connect()
      jobs = backend.repository
    })
    afterEach(async () => {
      await backend.disconnect()
      await opened.close()
    })

    const save = (given: Partial<JobParameters> = {}) => jobs.saveJob(row(given), undefined)
    const names = async (options: Parameters<JobRepository['queryJobs']>[0]) =>
      (await jobs.queryJobs(options)).jobs.map(({ name }) => name)

    it('OP5.1 what is saved is found again by its id, field by field', async () => {
      const saved = await save({
        ...{ priority: 10, data: { a: 1, b: { c: 'x' } }, repeatInterval: '5 4 * * *', repeatTimezone: 'UTC' },
        ...{ startDate: new Date(past), endDate: new Date(future), skipDays: [0, 6], disabled: false },
      })
      expect(await jobs.getJobById(String(saved._id))).toMatchObject({ ...saved, data: { a: 1, b: { c: 'x' } } })
      expect(saved).toMatchObject({ nextRunAt: new Date(past), skipDays: [0, 6], priority: 10 })
      expect(await jobs.getJobById('000000000000000000000000')).toBeNull()
      const numbered = await save({ repeatInterval: 5_000 })
      expect((await jobs.getJobById(String(numbered._id)))?.repeatInterval).toBe(5_000)
    })

    it('OP5.1 saved by its id a job is changed; one that is gone is answered as it was', async () => {
      const saved = await save()
      await jobs.saveJob({ ...saved, priority: 5, nextRunAt: new Date(future) }, undefined)
      expect(await jobs.getJobById(String(saved._id))).toMatchObject({ priority: 5, nextRunAt: new Date(future) })
      await jobs.removeJobs({ id: String(saved._id) })
      expect(await jobs.saveJob({ ...saved, priority: 7 }, undefined)).toMatchObject({ priority: 7 })
      expect((await jobs.queryJobs()).total).toBe(0)
    })

    it('OP5.1 of a name there is one single job, and a time that has come does not move its next', async () => {
      const single = (given: Partial<JobParameters>) => save({ name: 'purge', type: 'single', ...given })
      const first = await single({ nextRunAt: new Date(future), repeatInterval: '1 1 * * *' })
      const again = await single({ nextRunAt: new Date(past), repeatInterval: 5_000 })
      expect(again).toMatchObject({ _id: first._id, nextRunAt: new Date(future), repeatInterval: 5_000 })
      expect(await single({ nextRunAt: new Date(future + 1) })).toMatchObject({ nextRunAt: new Date(future + 1) })
      await Promise.all(Array.from({ length: 8 }, () => single({ name: 'erasures', nextRunAt: new Date(future) })))
      expect((await jobs.queryJobs({ name: 'erasures' })).total).toBe(1)
    })

    it('OP5.1 a unique job is inserted once, and changed unless it is for inserting only', async () => {
      const unique = { 'data.key': 'a', lastRunAt: null }
      const first = await save({ unique, data: { key: 'a', n: 1 } })
      expect((await save({ unique, data: { key: 'a', n: 2 } }))._id).toBe(first._id)
      const kept = await save({ unique, uniqueOpts: { insertOnly: true }, data: { key: 'a', n: 3 } })
      expect(kept).toMatchObject({ _id: first._id, data: { key: 'a', n: 2 } })
      await save({ unique: { 'data.key': 'b', lastRunAt: null }, data: { key: 'b' } })
      await save({ name: 'purge', unique, data: { key: 'a' } })
      expect((await jobs.queryJobs()).total).toBe(3)
    })

    it('OP5.1 a debounced job waits for the quiet, or keeps its first time', async () => {
      const wish = (debounce: { delay: number; strategy?: 'leading' | 'trailing'; maxWait?: number }, key: string) =>
        save({ unique: { 'data.key': key }, uniqueOpts: { debounce }, data: { key } })
      const first = await wish({ delay: 3_600_000 }, 'a')
      expect(first.nextRunAt?.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
      const second = await wish({ delay: 7_200_000 }, 'a')
      expect(second._id).toBe(first._id)
      expect(second.nextRunAt?.getTime()).toBeGreaterThan(first.nextRunAt?.getTime() ?? 0)
      expect(second.debounceStartedAt).toEqual(first.debounceStartedAt)
      await wish({ delay: 3_600_000, strategy: 'leading' }, 'b')
      expect(await wish({ delay: 3_600_000, strategy: 'leading' }, 'b')).toMatchObject({ nextRunAt: new Date(past) })
    })

    it('OP5.1 jobs are found by name, part of the name, data and state, a page at a time', async () => {
      await save({ name: 'title', data: { key: 'a', of: { n: 1 } } })
      await save({ name: 'purge', nextRunAt: new Date(future), data: { key: 'b', of: { n: 2 } } })
      await save({ name: 'retention', type: 'single', repeatInterval: 9_000, nextRunAt: new Date(future + 1) })
      expect(await names({ name: 'purge' })).toEqual(['purge'])
      expect(await names({ names: ['title', 'purge'], sort: { nextRunAt: 'asc' } })).toEqual(['title', 'purge'])
      expect(await names({ search: 'URG' })).toEqual(['purge'])
      expect(await names({ data: { of: { n: 1 } } })).toEqual(['title'])
      expect(await names({ data: { key: 'b' } })).toEqual(['purge'])
      expect(await names({ state: 'queued' })).toEqual(['title'])
      expect(await names({ state: 'scheduled' })).toEqual(['purge'])
      expect(await names({ state: 'repeating' })).toEqual(['retention'])
      const page = await jobs.queryJobs({ sort: { nextRunAt: 'asc' }, skip: 1, limit: 1 })
      expect([page.total, page.jobs.map(({ name }) => name)]).toEqual([3, ['purge']])
      expect((await jobs.getDistinctJobNames()).sort()).toEqual(['purge', 'retention', 'title'])
      expect(await jobs.getQueueSize()).toBe(1)
      expect(await jobs.getJobsOverview()).toContainEqual(
        expect.objectContaining({ name: 'purge', total: 1, scheduled: 1, queued: 0 }),
      )
    })

    it('OP5.1 jobs are removed by what is named, and nothing where nothing is', async () => {
      const [one] = [
        await save({ data: { key: 'a' } }),
        await save({ data: { key: 'b' } }),
        await save({ name: 'purge' }),
      ]
      expect(await jobs.removeJobs({})).toBe(0)
      expect(await jobs.removeJobs({ id: String(one?._id) })).toBe(1)
      expect(await jobs.removeJobs({ name: 'title', data: { key: 'x' } })).toBe(0)
      expect(await jobs.removeJobs({ notNames: ['purge'] })).toBe(1)
      expect(await jobs.purgeAllJobs()).toBe(1)
    })

    it('OP5.4 of those that failed for good the newest stay, and all that are tried again', async () => {
      const failed = async (n: number, nextRunAt: Date | null) => {
        const saved = await save({ data: { key: `${n}` }, nextRunAt: new Date(past) })
        const at = new Date(past + n)
        const state = { ...saved, nextRunAt, failedAt: at, lastFinishedAt: at, failCount: 1, lastRunAt: at }
        await jobs.saveJobState(state, undefined)
      }
      for (let n = 0; n < 6; n++) await failed(n, n === 0 ? new Date(future) : null)
      expect(await forgetFailed(jobs, 'title', 2)).toBe(3)
      const { jobs: left } = await jobs.queryJobs({ sort: { lastFinishedAt: 'asc' } })
      expect(left.map(({ data }) => (data as { key: string }).key)).toEqual(['0', '4', '5'])
      expect(await forgetFailed(jobs, 'title', 2)).toBe(0)
    })

    it('OP5.1 a paused job is passed over until it is taken up', async () => {
      await save()
      expect(await jobs.disableJobs({})).toBe(0)
      expect(await jobs.disableJobs({ name: 'title' })).toBe(1)
      expect(await names({ state: 'paused' })).toEqual(['title'])
      expect(await names({ includeDisabled: false })).toEqual([])
      expect(await next(jobs, { at: past })).toBeUndefined()
      expect(await jobs.enableJobs({ names: ['title'] })).toBe(1)
      expect(await next(jobs, { at: past })).toMatchObject({ name: 'title' })
    })
  })
}
