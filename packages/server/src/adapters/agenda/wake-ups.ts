import { InMemoryNotificationChannel, type JobId } from 'agenda'

/** Tells this process's Agenda to look for work at once: it looks by itself only every so often. */
export class WakeUps {
  /** Agenda's end. */
  readonly channel = new InMemoryNotificationChannel()
  readonly #names = new Set<string>()

  /** Many calls of one turn are one. A look that fails is made up for by the next poll. */
  wake(name: string): void {
    if (this.#names.has(name)) return
    this.#names.add(name)
    setImmediate(() => {
      this.#names.delete(name)
      if (this.channel.state !== 'connected') return
      const anyJob = { jobId: '' as JobId, jobName: name, nextRunAt: null, priority: 0, timestamp: new Date() }
      void this.channel.publish(anyJob).catch(() => {})
    })
  }
}
