import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { OpenedJobs, OpenJobs } from './opened-jobs.ts'
import { openWorkers, type Worker, type Workers } from './workers.ts'

/** Runs: once a key, again after a failure, given back at a stop, and never lost while the backend is away. */
export const runRules = (open: OpenJobs): void => {
  describe('runs', () => {
    let opened: OpenedJobs
    let workers: Workers
    let one: Worker
    beforeEach(async () => {
      // Without jitter each retry is due at once.
      vi.spyOn(Math, 'random').mockReturnValue(0)
      opened = await open()
      workers = openWorkers(opened)
      one = workers.worker()
    })
    afterEach(async () => {
      vi.restoreAllMocks()
      await workers.close()
    })

    const started = async (worker: Worker): Promise<void> => {
      await worker.jobs.start()
      await vi.waitFor(() => expect(worker.jobs.state().name).toBe('running'), { timeout: 30_000 })
    }
    const done = async (worker: Worker): Promise<void> => {
      ;(await worker.nextRun()).finish()
      expect(await worker.nextOutcome()).toBe('done')
    }
    const rows = async (worker = one) => (await worker.jobs.list()).filter(({ key }) => key !== null)
    const gone = (worker = one) => vi.waitFor(async () => expect(await rows(worker)).toEqual([]), { timeout: 30_000 })

    it('OP5.3 a job runs once for its key, with what it was given, and is gone', async () => {
      one.hold()
      await started(one)
      // All of them before it can begin: one that came while it runs would have it run again.
      const due = Date.now() + 60_000
      await Promise.all(Array.from({ length: 5 }, () => one.jobs.once('title', 'a', { thread: 'a', n: 1 }, due)))
      one.advance(61_000)
      const run = await one.nextRun()
      expect(run.data).toEqual({ thread: 'a', n: 1 })
      expect(one.jobs.state()).toMatchObject({ name: 'running', busy: 1, failed: 0 })
      run.finish()
      await gone()
      expect(one.outcomes).toMatchObject([{ job: 'title', outcome: 'done' }])
    })

    it('OP5.3 asked again before it began it is still once, by whomever; asked again while it runs it runs again', async () => {
      const other = workers.worker()
      one.hold()
      await Promise.all([started(one), started(other)])
      const wishes = Array.from({ length: 10 }, (_, i) => (i % 2 ? one : other).jobs)
      await Promise.all(wishes.map(jobs => jobs.once('title', 'a', {}, Date.now() + 60_000)))
      expect(await rows()).toHaveLength(1)
      one.advance(61_000)
      const run = await one.nextRun()
      await other.jobs.once('title', 'a', {})
      run.finish()
      await done(one)
      await gone()
    })

    it('OP5.3 no more of a kind run at once than it says, and all get their turn', async () => {
      one.hold({ concurrency: 2 })
      await started(one)
      for (let n = 0; n < 7; n++) await one.jobs.once('title', `k${n}`, { n })
      const seen: unknown[] = []
      let running = [await one.nextRun(), await one.nextRun()]
      while (running.length > 0) {
        const [first, ...rest] = running
        seen.push(first?.data.n)
        first?.finish()
        await one.nextOutcome()
        running = seen.length + rest.length < 7 ? [...rest, await one.nextRun()] : rest
      }
      expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
      expect(one.most()).toBe(2)
    })

    it('OP5.4 a failed job is tried again until it is done', async () => {
      one.hold()
      await started(one)
      await one.jobs.once('title', 'a', {})
      for (let n = 0; n < 3; n++) {
        ;(await one.nextRun()).fail()
        expect(await one.nextOutcome()).toBe('retried')
      }
      await done(one)
      await gone()
    })

    it('OP5.4 one that failed as often as it may stays to be seen, without its words, and can be asked for anew', async () => {
      one.hold({ attempts: 2 })
      await started(one)
      await one.jobs.once('title', 'a', {})
      for (const outcome of ['retried', 'failed']) {
        ;(await one.nextRun()).fail(new Error('a private word'))
        expect(await one.nextOutcome()).toBe(outcome)
      }
      await vi.waitFor(async () => expect(await rows()).toMatchObject([{ key: 'a', failCount: 2, nextRunAt: null }]), {
        timeout: 30_000,
      })
      expect(one.jobs.state()).toMatchObject({ failed: 1 })
      const backend = opened.backend()
      await backend.connect()
      const { jobs } = await backend.repository.queryJobs({ state: 'failed' })
      await backend.disconnect()
      expect(JSON.stringify(jobs)).not.toContain('private')
      await one.jobs.once('title', 'a', {})
      await done(one)
    })

    it('OP5.4 a retry steps back for a newer wish of the same key', async () => {
      one.hold()
      await started(one)
      await one.jobs.once('title', 'a', { n: 1 })
      const run = await one.nextRun()
      await one.jobs.once('title', 'a', { n: 2 })
      run.fail()
      await one.nextOutcome()
      const second = await one.nextRun()
      expect(second.data).toEqual({ n: 2 })
      second.finish()
      await gone()
    })

    it('OP5.5 work that ends within the grace time is done, and nothing new is begun', async () => {
      one.hold()
      await started(one)
      await one.jobs.once('title', 'a', {})
      const run = await one.nextRun()
      await one.jobs.once('title', 'b', {})
      const stopping = one.jobs.stop(60_000)
      expect(one.jobs.state().name).toBe('stopping')
      run.finish()
      await stopping
      expect(one.jobs.state()).toEqual({ name: 'stopped' })
      expect(one.outcomes).toMatchObject([{ outcome: 'done' }])
      const other = workers.worker()
      other.hold()
      await started(other)
      await done(other)
      await gone(other)
    })

    it('OP5.5 what goes on beyond the grace time is aborted and given back, as if it had not been tried', async () => {
      one.hold()
      await started(one)
      await one.jobs.once('title', 'a', {})
      const { context } = await one.nextRun()
      await one.jobs.stop(0)
      expect(context.signal.reason).toMatchObject({ code: 'shutting_down' })
      expect(one.outcomes).toMatchObject([{ outcome: 'returned' }])
      const other = workers.worker()
      other.hold()
      await started(other)
      expect(await rows(other)).toMatchObject([{ failCount: 0 }])
      await done(other)
    })

    it('OP5.5 a run that takes longer than it may is ended and counts as failed', async () => {
      one.hold({ longestMs: 30 })
      await started(one)
      await one.jobs.once('title', 'a', {})
      const { context } = await one.nextRun()
      expect(await one.nextOutcome()).toBe('retried')
      expect(context.signal.aborted).toBe(true)
      await expect(context.touch()).rejects.toBeInstanceOf(CodedError)
    })

    it('OP5.6 a backend away at the start is tried until it is there; what was wished then is refused, not lost', async () => {
      const backend = opened.backend()
      let away = true
      const connect = () => (away ? Promise.reject(new Error('nobody answers')) : backend.connect())
      const late = workers.worker({ backend: { ...backend, repository: backend.repository, connect } })
      late.hold()
      late.jobs.every('title', '0 0 1 1 *')
      await late.jobs.start()
      await vi.waitFor(() => expect(late.jobs.state()).toEqual({ name: 'away', reason: 'nobody answers' }), {
        timeout: 30_000,
      })
      await expect(late.jobs.once('title', 'a', {})).rejects.toMatchObject({ code: 'store_unavailable' })
      away = false
      await vi.waitFor(() => expect(late.jobs.state().name).toBe('running'), { timeout: 30_000 })
      expect((await late.jobs.list()).map(({ key }) => key)).toEqual([null])
      await late.jobs.once('title', 'a', {})
      await done(late)
    })

    it('OP5.6 a backend away in the middle is told, and work goes on when it is back', async () => {
      const backend = opened.backend()
      let away = false
      const { repository } = backend
      const cut = new Proxy(repository, {
        get: (target, name) => {
          const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
          if (typeof method !== 'function') return method
          return (...args: unknown[]) => (away ? Promise.reject(new Error('cut')) : method.apply(target, args))
        },
      })
      const worker = workers.worker({
        backend: {
          name: 'cut',
          repository: cut,
          connect: () => backend.connect(),
          disconnect: () => backend.disconnect(),
        },
      })
      worker.hold()
      await started(worker)
      await worker.jobs.once('title', 'a', {})
      const run = await worker.nextRun()
      away = true
      await vi.waitFor(() => expect(worker.jobs.state()).toEqual({ name: 'away', reason: 'cut' }), { timeout: 30_000 })
      await expect(worker.jobs.list()).rejects.toMatchObject({ code: 'store_unavailable' })
      run.finish()
      expect(await worker.nextOutcome()).toBe('done')
      away = false
      await vi.waitFor(() => expect(worker.jobs.state().name).toBe('running'), { timeout: 30_000 })
      await gone(worker)
      await worker.jobs.once('title', 'b', {})
      await done(worker)
    })
  })
}
