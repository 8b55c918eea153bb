import { describe, expect, it } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { nextTry } from '../outbox/next-try.ts'
import { chatFixture } from '../testing/chat-fixture.ts'
// Loaded on demand: here before it is wanted, so that no test waits for a disk.
import '../account/open-account.ts'
import '../account/erase-user.ts'

const quota = { scope: 'user', unit: 'messages', period: 'day', limit: 50, resetsAt: 1_800_050_000_000 } as const

describe('what an answer tells besides its text', () => {
  it('AI2 which try comes when, and who answers instead', async () => {
    await using set = chatFixture({ pace: { mode: 'held' } })
    const thread = set.open().thread()
    const answer = thread.send('Why?')
    await set.pass()
    const status = () => thread.$message(answer.$answer.get() ?? '').get()?.answer
    set.server.answers.status({ status: 'retrying', seconds: 3, attempt: 2 })
    await set.pass()
    expect(status()).toMatchObject({ state: 'running', activity: 'retrying', seconds: 3, attempt: 2, model: null })
    set.server.answers.status({ status: 'fallback', model: 'small' })
    await set.pass()
    expect(status()).toMatchObject({ activity: 'fallback', model: 'small', seconds: null, attempt: null })
    set.server.end('failed', 'breaker-open')
    await set.pass()
    expect(status()).toMatchObject({ state: 'failed', reason: 'breaker-open' })
    await expect(answer.done).toFailWithCode('provider_failed')
  })

  it('AI6 how full the context was, of the newest answer of which it is known', async () => {
    await using set = chatFixture()
    const thread = set.open().thread()
    expect(thread.$context.get()).toBe(null)
    const use = { used: 900, limit: 1_000, estimated: false, summarised: 4, leftOut: 0 }
    set.server.answers.context = use
    thread.send('One')
    await set.pass()
    expect(thread.$context.get()).toEqual(use)
    set.server.answers.context = null
    thread.send('Two')
    await set.pass()
    expect(thread.$context.get()).toEqual(use)
    set.server.answers.context = { ...use, used: 100 }
    thread.send('Three')
    await set.pass()
    expect(thread.$context.get()?.used).toBe(100)
  })

  it('CV8 what could be asked next, once it has ended', async () => {
    await using set = chatFixture({ pace: { mode: 'held' } })
    const thread = set.open().thread()
    set.server.answers.suggestions = ['And in winter?']
    const answer = thread.send('Is it worth it?')
    await set.pass()
    const view = () => thread.$message(answer.$answer.get() ?? '').get()
    expect(view()?.suggestions).toEqual([])
    set.server.release()
    await set.pass()
    expect(view()?.suggestions).toEqual(['And in winter?'])
    expect(view()?.seq).toBe(3)
  })

  it('AI7 which limit refused a question, which is kept and can be sent again', async () => {
    await using set = chatFixture()
    const thread = set.open().thread()
    set.server.refuse({ code: 'quota_exceeded', only: 'commands', quota, detail: 'Ask again tomorrow, or call us.' })
    const { key } = thread.send('Is it worth it?')
    await set.pass()
    const delivery = () => thread.$message(key).get()?.delivery
    expect(delivery()).toMatchObject({
      state: 'failed',
      error: { code: 'quota_exceeded', quota, detail: 'Ask again tomorrow, or call us.' },
    })
    thread.retry(key)
    await set.pass()
    expect(delivery()).toEqual({ state: 'sent' })
  })

  it('AI7 a limit of a minute is waited for, one of a day is not', () => {
    const error = (period: 'minute' | 'day') => new ChatError('quota_exceeded', { quota: { ...quota, period } })
    expect(nextTry(error('day'), 0)).toBe(null)
    expect(nextTry(error('minute'), 0)).not.toBe(null)
  })

  it('AI7 a paused project answers nothing, and ends what runs; the question goes once it answers again', async () => {
    await using set = chatFixture({ pace: { mode: 'held' } })
    const thread = set.open().thread()
    const answer = thread.send('One')
    await set.pass()
    set.server.paused = true
    await set.pass()
    await expect(answer.done).resolves.toMatchObject({ generation: { state: 'stopped', end: { reason: 'paused' } } })
    const { key } = thread.send('Two')
    await set.pass()
    expect(thread.$message(key).get()?.delivery).toMatchObject({
      state: 'pending',
      refusal: { code: 'answers_paused' },
    })
    set.server.paused = false
    expect(set.server.paused).toBe(false)
    await set.pass(60_000)
    expect(thread.$message(key).get()?.delivery).toEqual({ state: 'sent' })
  })

  it('AI7 what one has used, and the limits', async () => {
    await using set = chatFixture()
    const limits = [{ ...quota, used: 41, reserved: 1, warning: true }]
    set.server.usage = { ...set.server.usage, calls: 7, limits }
    const usage = set.open().account.usage()
    await set.pass()
    await expect(usage).resolves.toMatchObject({ calls: 7, limits })
  })
})
