import type { AgendaBackend } from 'agenda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JobInfo } from '../../ports/jobs.ts'
import type { OpenedJobs, OpenJobs } from './opened-jobs.ts'
import { openWorkers, type Worker, type Workers } from './workers.ts'

const lockMs = 120_000

/** Jobs that repeat: by cron lines and intervals, one schedule a name, none left out. */
export const scheduleRules = (open: OpenJobs): void => {
  describe('schedules', () => {
    let opened: OpenedJobs
    let workers: Workers
    let watcher: AgendaBackend
    beforeEach(async () => {
      vi.spyOn(Math, 'random').mockReturnValue(0)
      opened = await open()
      workers = openWorkers(opened)
      watcher = opened.backend()
      await watcher.connect()
    })
    afterEach(async () => {
      vi.restoreAllMocks()
      await watcher.disconnect()
      await workers.close()
    })

    const started = async (schedule: string | number | null, options = {}): Promise<Worker> => {
      const worker = workers.worker(options)
      worker.hold()
      if (schedule !== null) worker.jobs.every('title', schedule)
      await worker.jobs.start()
      await vi.waitFor(() => expect(worker.jobs.state().name).toBe('running'), { timeout: 30_000 })
      return worker
    }
    const planned = async (worker: Worker): Promise<JobInfo | undefined> => (await worker.jobs.list())[0]
    const moveNext = async (at: number): Promise<void> => {
      const { jobs } = await watcher.repository.queryJobs({ name: 'title' })
      for (const job of jobs) await watcher.repository.saveJob({ ...job, nextRunAt: new Date(at) }, undefined)
    }

    it('OP5.7 a cron line is in UTC, and its next time is told', async () => {
      const worker = await started('30 3 * * *')
      const { nextRunAt } = (await planned(worker)) ?? {}
      expect(new Date(nextRunAt ?? 0).toISOString()).toMatch(/T03:30:00.000Z$/)
      expect((nextRunAt ?? 0) - Date.now()).toBeLessThanOrEqual(86_400_000)
    })

    it('OP5.7 an interval runs again and again, on one worker at a time', async () => {
      const all = [await started(40), await started(40)]
      const running = new Set<Worker>()
      let most = 0
      let runs = 0
      const work = async (worker: Worker): Promise<void> => {
        for (;;) {
          const run = await worker.nextRun()
          running.add(worker)
          most = Math.max(most, running.size)
          runs++
          running.delete(worker)
          run.finish()
        }
      }
      for (const worker of all) void work(worker)
      await vi.waitFor(() => expect(runs).toBeGreaterThanOrEqual(6), { timeout: 30_000 })
      expect(most).toBe(1)
      expect((await watcher.repository.queryJobs({ name: 'title' })).total).toBe(1)
    })

    it('OP5.7 of a name there is one schedule: another replaces it, the same stands', async () => {
      const first = await started('30 3 * * *')
      const before = await planned(first)
      const second = await started('30 3 * * *')
      expect(await planned(second)).toEqual(before)
      second.jobs.every('title', '45 4 * * *')
      await vi.waitFor(async () =>
        expect(new Date((await planned(first))?.nextRunAt ?? 0).toISOString()).toContain('T04:45'),
      )
      expect((await watcher.repository.queryJobs({ name: 'title' })).total).toBe(1)
      const third = await started(null)
      await vi.waitFor(async () => expect(await third.jobs.list()).toEqual([]), { timeout: 30_000 })
    })

    it('OP5.7 a time that passed while nothing ran is made up for', async () => {
      const first = await started('30 3 * * *')
      await first.jobs.stop(0)
      await moveNext(Date.now() - 3_600_000)
      const second = await started('30 3 * * *')
      ;(await second.nextRun()).finish()
      expect(await second.nextOutcome()).toBe('done')
      await vi.waitFor(async () => expect((await planned(second))?.nextRunAt).toBeGreaterThan(Date.now()), {
        timeout: 30_000,
      })
    })

    it('OP5.7 what is no cron line is refused at once', async () => {
      const worker = workers.worker()
      worker.hold()
      for (const wrong of ['', 'every day', '61 * * * *', '* * * *'])
        expect(() => worker.jobs.every('title', wrong)).toThrow(expect.objectContaining({ code: 'invalid_request' }))
    })

    it('OP5.7 a failed run is tried again before its next time, and each time begins anew', async () => {
      const worker = await started('30 3 * * *')
      for (let round = 0; round < 2; round++) {
        await moveNext(Date.now() - 1)
        for (const outcome of ['retried', 'retried', 'retried', 'retried', 'failed']) {
          ;(await worker.nextRun()).fail()
          expect(await worker.nextOutcome()).toBe(outcome)
        }
        await vi.waitFor(async () =>
          expect(await planned(worker)).toMatchObject({ failCount: 5 * (round + 1), running: false }),
        )
        expect((await planned(worker))?.nextRunAt).toBeGreaterThan(Date.now())
      }
    })

    it('OP5.2 a run whose worker is gone is done by another when its lock ran out, not at its next time', async () => {
      const first = await started('30 3 * * *', { renewMs: 3_600_000 })
      await moveNext(Date.now() - 1)
      await first.nextRun()
      const second = await started('30 3 * * *')
      second.advance(lockMs - 60_000)
      await vi.waitFor(async () => expect(await planned(second)).toMatchObject({ running: true }), { timeout: 30_000 })
      second.advance(60_001)
      ;(await second.nextRun()).finish()
      expect(await second.nextOutcome()).toBe('done')
    })
  })
}
