import type { AgendaBackend, JobParameters, JobRepository } from 'agenda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { future, next, past, row } from './job-rows.ts'
import type { OpenedJobs, OpenJobs } from './opened-jobs.ts'

const minute = 60_000

/** What Agenda expects of a backend's locks, and what we expect beyond: a fence. */
export const lockRules = (open: OpenJobs): void => {
  describe('locks', () => {
    let opened: OpenedJobs
    let backends: AgendaBackend[]
    let jobs: JobRepository
    let others: JobRepository
    beforeEach(async () => {
      opened = await open()
      backends = [opened.backend(), opened.backend()]
      for (const backend of backends) await backend.connect()
      ;[jobs, others] = backends.map(({ repository }) => repository) as [JobRepository, JobRepository]
    })
    afterEach(async () => {
      for (const backend of backends) await backend.disconnect()
      await opened.close()
    })

    const save = (given: Partial<JobParameters> = {}) => jobs.saveJob(row(given), undefined)

    it('OP5.2 a job is locked by one of many who search at once', async () => {
      for (let n = 0; n < 5; n++) await save({ data: { n } })
      const found = await Promise.all(Array.from({ length: 12 }, (_, i) => next(i % 2 ? jobs : others, { at: past })))
      const ids = found.flatMap(job => (job ? [String(job._id)] : []))
      expect([ids.length, new Set(ids).size]).toEqual([5, 5])
    })

    it('OP5.2 the earliest that is due comes first, then by priority; what is not due does not come', async () => {
      await save({ data: { n: 3 }, nextRunAt: new Date(past + 1), priority: 9 })
      await save({ data: { n: 2 } })
      await save({ data: { n: 1 }, priority: 5 })
      await save({ data: { n: 4 }, nextRunAt: new Date(future) })
      await save({ name: 'purge', data: { n: 0 }, nextRunAt: new Date(0) })
      const order: unknown[] = []
      for (let job = await next(jobs, { at: past + 1 }); job; job = await next(jobs, { at: past + 1 }))
        order.push((job.data as { n: number }).n)
      expect(order).toEqual([1, 2, 3])
    })

    it('OP5.2 a lock that ran out is taken by another, also of one that has no next time', async () => {
      const { _id } = await save()
      const first = await next(jobs, { at: past, worker: 'one' })
      expect(first).toMatchObject({ _id, lockedAt: new Date(past) })
      await jobs.saveJobState({ ...(first as JobParameters), nextRunAt: null }, { lastModifiedBy: 'one' })
      expect(await next(others, { at: past + minute - 1, worker: 'two' })).toBeUndefined()
      expect(await next(others, { at: past + minute, worker: 'two' })).toMatchObject({ _id, nextRunAt: null })
    })

    it('OP5.2 who lost a lock writes nothing over the state of who has the job now', async () => {
      await save()
      const late = (await next(jobs, { at: past, worker: 'one' })) as JobParameters
      await next(others, { at: past + minute, worker: 'two' })
      const state = { ...late, nextRunAt: null, lockedAt: undefined } as unknown as JobParameters
      await expect(jobs.saveJobState(state, { lastModifiedBy: 'one' })).rejects.toMatchObject({
        code: 'state_conflict',
      })
      expect(await jobs.getJobById(String(late._id))).toMatchObject({ lockedAt: new Date(past + minute) })
      await jobs.removeJobs({ id: String(late._id) })
      await expect(others.saveJobState(late, { lastModifiedBy: 'two' })).rejects.toMatchObject({
        code: 'state_conflict',
      })
    })

    it('OP5.2 the state of a run is kept: progress, failure and its count', async () => {
      await save()
      const job = (await next(jobs, { at: past })) as JobParameters
      const failure = { failCount: 2, failReason: 'internal', failedAt: new Date(past + 5), progress: 0.5 }
      await jobs.saveJobState({ ...job, ...failure, lastFinishedAt: new Date(past + 5) }, { lastModifiedBy: 'one' })
      expect(await jobs.getJobById(String(job._id))).toMatchObject(failure)
      const unlocked = { ...job, ...failure, lockedAt: undefined, nextRunAt: null, lastFinishedAt: new Date(past + 5) }
      await jobs.saveJobState(unlocked as unknown as JobParameters, { lastModifiedBy: 'one' })
      expect((await jobs.queryJobs({ state: 'failed' })).total).toBe(1)
    })

    it('OP5.2 an unlocked job is free again; one that runs without a next time stays locked', async () => {
      await save()
      const job = (await next(jobs, { at: past })) as JobParameters
      await jobs.unlockJob(job)
      expect(await next(jobs, { at: past })).toMatchObject({ _id: job._id })
      await jobs.saveJobState({ ...job, nextRunAt: null, lockedAt: new Date(past) }, { lastModifiedBy: 'one' })
      await jobs.unlockJob(job)
      expect((await jobs.queryJobs({ state: 'running' })).total).toBe(1)
      await jobs.unlockJobs([String(job._id)])
      expect((await jobs.queryJobs({ state: 'running' })).total).toBe(0)
    })

    it('OP5.2 this very job is locked if nobody has it and its time is the one that is known', async () => {
      const job = await save()
      const moved = { ...job, nextRunAt: new Date(future) }
      expect(await jobs.lockJob(moved, { lastModifiedBy: 'one' })).toBeUndefined()
      expect(await jobs.lockJob(job, { lastModifiedBy: 'one' })).toMatchObject({ _id: job._id })
      expect(await others.lockJob(job, { lastModifiedBy: 'two' })).toBeUndefined()
    })
  })
}
