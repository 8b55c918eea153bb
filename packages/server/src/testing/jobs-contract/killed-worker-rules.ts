import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AgendaBackend } from 'agenda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAgendaJobs } from '../../adapters/agenda/create-agenda-jobs.ts'
import type { Jobs } from '../../ports/jobs.ts'
import { silentLogger } from '../silent-logger.ts'
import type { JobWorkerOptions } from './job-worker-process.ts'
import { type Ledger, openLedger } from './ledger.ts'
import type { OpenedJobs, OpenJobs } from './opened-jobs.ts'
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts'

const minute = 60_000

/** Real processes that are killed, stopped past their lock, or whose clocks are wrong: all is done, and its effect once. */
export const killedWorkerRules = (open: OpenJobs): void => {
  describe('workers that fail', () => {
    let opened: OpenedJobs
    let folder: string
    let ledger: Ledger
    let asker: Jobs
    let watcher: AgendaBackend
    beforeEach(async () => {
      opened = await open()
      folder = await mkdtemp(join(tmpdir(), 'chat-view-jobs-'))
      ledger = openLedger(join(folder, 'ledger.db'))
      watcher = opened.backend()
      await watcher.connect()
      asker = createAgendaJobs({
        backend: opened.backend(),
        worker: 'asker',
        clock: { now: () => Date.now(), monotonic: () => performance.now() },
        logger: silentLogger,
      })
      await asker.start()
      await vi.waitFor(() => expect(asker.state().name).toBe('running'), { timeout: 30_000 })
    })
    afterEach(async () => {
      await asker.stop(0)
      await watcher.disconnect()
      ledger.close()
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    })

    const start = (worker: string, given: Partial<JobWorkerOptions> = {}): WorkerProcess => {
      const usual = { lockMs: 1_000, renewMs: 100, ahead: 0, concurrency: 2, waits: false }
      return startWorkerProcess({
        ...usual,
        ...given,
        place: opened.place,
        ledger: join(folder, 'ledger.db'),
        worker,
      })
    }
    const ask = (keys: readonly string[], at?: number): Promise<unknown> =>
      Promise.all(keys.map(key => asker.once('title', key, { key }, at)))
    const keys = (count: number): string[] => Array.from({ length: count }, (_, n) => `k${String(n).padStart(2, '0')}`)
    const allDone = (count: number): Promise<void> =>
      vi.waitFor(
        async () => {
          expect(ledger.effects().size).toBe(count)
          expect((await watcher.repository.queryJobs()).total).toBe(0)
        },
        { timeout: 30_000, interval: 50 },
      )

    it('OP5.2 none is lost when a worker is killed in the middle, and each effect is there once', async () => {
      await ask(keys(24))
      for (const after of [2, 9]) {
        await using worker = start(`killed-${after}`)
        await vi.waitFor(
          () => expect(worker.lines.filter(line => line.startsWith('began')).length >= after).toBe(true),
          {
            timeout: 20_000,
            interval: 2,
          },
        )
        worker.signal('SIGKILL')
        expect(await worker.gone).toEqual([null, 'SIGKILL'])
      }
      await using _last = start('last')
      await allDone(24)
      expect([...ledger.effects().keys()]).toEqual(keys(24))
    })

    it('OP5.2 what a killed worker had is taken up at once by one that knows itself alone, however long the lock', async () => {
      const lockMs = 3_600_000
      await ask(['a'])
      await using killed = start('killed', { lockMs, waits: true })
      await killed.said('began a')
      killed.signal('SIGKILL')
      await killed.gone
      await using _next = start('next', { lockMs, alone: true })
      await allDone(1)
      expect([...ledger.effects()]).toEqual([['a', 'next']])
    })

    it('OP5.8 a worker stopped past its lock wakes late: it changes nothing, and its end is nobody’s', async () => {
      // On a busy machine a worker gets no turn for a second or two, and must not lose its lock by that.
      const patient = { lockMs: 5_000 }
      await using sleeper = start('sleeper', { ...patient, waits: true })
      await ask(['a'])
      await sleeper.said('began a')
      sleeper.signal('SIGSTOP')
      await using other = start('other', patient)
      await other.said('effect a')
      sleeper.tell('go on')
      sleeper.signal('SIGCONT')
      expect(await sleeper.said('nothing a')).toBe('nothing a')
      expect(await sleeper.said('lost')).toBe('lost')
      await allDone(1)
      expect([...ledger.effects()]).toEqual([['a', 'other']])
      expect(ledger.runs()).toBe(2)
      await ask(['b'])
      // Either may take it.
      void sleeper.said('began b').then(
        () => sleeper.tell('go on'),
        () => {},
      )
      await allDone(2)
    })

    it('OP5.8 with clocks ten minutes apart each job is done, and its effect is there once', async () => {
      await ask(keys(16), Date.now() - 6 * minute)
      await using _ahead = start('ahead', { ahead: 5 * minute })
      await using _behind = start('behind', { ahead: -5 * minute })
      await allDone(16)
      expect([...ledger.effects().keys()]).toEqual(keys(16))
    })
  })
}
