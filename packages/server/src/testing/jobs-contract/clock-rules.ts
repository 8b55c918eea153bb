import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenedJobs, OpenJobs } from './opened-jobs.ts'
import { openWorkers, type Worker, type Workers } from './workers.ts'

const minute = 60_000

/** Clocks that are minutes apart: a lock is a time-out by each worker's own, so a job may run twice; its effect does not. */
export const clockRules = (open: OpenJobs): void => {
  describe('clocks', () => {
    let opened: OpenedJobs
    let workers: Workers
    beforeEach(async () => {
      vi.spyOn(Math, 'random').mockReturnValue(0)
      opened = await open()
      workers = openWorkers(opened)
    })
    afterEach(async () => {
      vi.restoreAllMocks()
      await workers.close()
    })

    const started = async (ahead = 0): Promise<Worker> => {
      const worker = workers.worker()
      worker.advance(ahead)
      worker.hold()
      await worker.jobs.start()
      await vi.waitFor(() => expect(worker.jobs.state().name).toBe('running'), { timeout: 30_000 })
      return worker
    }

    it('OP5.8 one whose clock is ahead takes a job that runs; the other learns it, and leaves its state alone', async () => {
      const one = await started()
      await one.jobs.once('title', 'a', {})
      const first = await one.nextRun()
      const ahead = await started(5 * minute)
      const second = await ahead.nextRun()
      expect(await one.nextOutcome()).toBe('lost')
      expect(first.context.signal.reason).toMatchObject({ code: 'state_conflict' })
      expect(await ahead.jobs.list()).toMatchObject([{ key: 'a', running: true, failCount: 0 }])
      second.finish()
      expect(await ahead.nextOutcome()).toBe('done')
      await vi.waitFor(async () => expect(await one.jobs.list()).toEqual([]), { timeout: 30_000 })
    })

    it('OP5.8 one whose clock is behind takes nothing that another has, and nothing before its time', async () => {
      const one = await started()
      await one.jobs.once('title', 'a', {})
      const first = await one.nextRun()
      const behind = await started(-5 * minute)
      await one.jobs.once('title', 'b', {})
      await behind.jobs.once('title', 'c', {})
      const second = await behind.nextRun()
      expect(await one.jobs.list()).toHaveLength(3)
      first.finish()
      second.finish()
      expect([await one.nextOutcome(), await behind.nextOutcome()]).toEqual(['done', 'done'])
      ;(await one.nextRun()).finish()
      expect(await one.nextOutcome()).toBe('done')
      expect(behind.outcomes).toHaveLength(1)
    })
  })
}
