import type { ReachedLimit } from '@chat-view/sdk'
import type { GalleryState } from '../gallery-state.ts'
import { answer, question } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

const day = 86_400_000

const asked = async (stage: Stage): Promise<void> => {
  stage.talk.mine(question)
  stage.talk.answer(answer)
  await stage.show()
}

/** The next message is refused with this. */
const refused =
  (refusal: Omit<Parameters<Stage['server']['refuse']>[0], 'only'>) =>
  async (stage: Stage): Promise<void> => {
    await asked(stage)
    // As often as it is tried again.
    stage.server.refuse({ ...refusal, only: 'commands', times: 50 })
    await stage.send('And in a flat?')
    await stage.until(() => stage.find('.notice.warn') ?? stage.find('.state.bad'), 'the refusal')
  }

/** An answer that ended so. */
const ended =
  (...end: Parameters<Stage['talk']['ended']>) =>
  async (stage: Stage): Promise<void> => {
    stage.talk.mine(question)
    stage.talk.ended(...end)
    await stage.show()
    await stage.until(() => stage.find('.notice'), 'the notice')
  }

/** Ends in nine hours. */
const daily = (): ReachedLimit => ({
  scope: 'user',
  unit: 'messages',
  period: 'day',
  limit: 50,
  resetsAt: Date.now() + day * 0.375,
})

export const trouble: readonly GalleryState[] = [
  {
    name: 'offline',
    caption: 'Offline: what was written waits',
    frame: 'box',
    rightToLeft: true,
    forcedColours: true,
    show: async stage => {
      await asked(stage)
      Object.defineProperty(navigator, 'onLine', { configurable: true, value: false })
      stage.server.kill()
      await stage.until(() => stage.talk.chat.$connection.get().state === 'offline', 'the loss')
      await stage.send('And in a flat?')
      await stage.wait('.message.pending')
      await stage.wait('[part~=connection]')
    },
  },
  {
    name: 'reconnecting',
    caption: 'Reconnecting',
    frame: 'box',
    show: async stage => {
      await asked(stage)
      stage.server.drop(4000, 30)
      await stage.wait('[part~=connection]')
    },
  },
  {
    name: 'closed',
    caption: 'Disconnected for good',
    frame: 'box',
    show: async stage => {
      stage.server.refuse({ code: 'origin_denied', only: '/v1/sessions', times: 50 })
      stage.bare({}, stage.page.chat())
      await stage.wait('[part~=reconnect]')
    },
  },
  {
    name: 'not-sent',
    caption: 'A message could not be sent',
    frame: 'box',
    rightToLeft: true,
    show: refused({ code: 'forbidden' }),
  },
  {
    name: 'rate-limited',
    caption: 'Too many messages',
    frame: 'box',
    forcedColours: true,
    show: refused({ code: 'rate_limited', retryAfter: 42 }),
  },
  {
    name: 'quota',
    caption: 'The quota is reached',
    frame: 'box',
    rightToLeft: true,
    show: stage => refused({ code: 'quota_exceeded', retryAfter: 9 * 3600, quota: daily() })(stage),
  },
  { name: 'paused', caption: 'Answers are paused', frame: 'box', show: refused({ code: 'answers_paused' }) },
  { name: 'blocked', caption: 'The question is not answered', frame: 'box', show: ended('blocked', 'content_blocked') },
  {
    name: 'interrupted',
    caption: 'The answer was interrupted',
    frame: 'box',
    rightToLeft: true,
    show: ended('interrupted', 'node-lost', 'Over the last 30 days you used **412 kWh**, and 61 % of it'),
  },
  { name: 'failed', caption: 'No answer came', frame: 'box', show: ended('failed', 'provider_unavailable') },
  {
    name: 'stopped',
    caption: 'The answer was stopped',
    frame: 'box',
    show: ended('stopped', 'user', 'Over the last 30 days you used **412 kWh**, and 61 % of it'),
  },
  {
    name: 'archived',
    caption: 'An archived conversation',
    frame: 'box',
    forcedColours: true,
    show: async stage => {
      await asked(stage)
      await stage.talk.chat.threads.archive(stage.talk.row.thread.id)
      await stage.wait('.banner button')
    },
  },
  {
    name: 'read-only',
    caption: 'To be looked at only',
    frame: 'box',
    show: async stage => {
      stage.talk.mine(question)
      stage.talk.answer(answer)
      await stage.show({ readonly: '' })
    },
  },
  {
    name: 'deleted',
    caption: 'The conversation was deleted',
    frame: 'box',
    show: async stage => {
      await asked(stage)
      await stage.talk.chat.threads.delete(stage.talk.row.thread.id)
      await stage.wait('.empty h3')
    },
  },
  {
    name: 'missing',
    caption: 'There is no such conversation',
    frame: 'box',
    show: async stage => {
      stage.bare({ thread: '00000000-0000-7000-9000-00000000dead' })
      await stage.wait('.empty h3')
    },
  },
  {
    name: 'context-full',
    caption: 'The conversation is nearly too long',
    frame: 'box',
    show: async stage => {
      stage.server.answers.context = { used: 970, limit: 1_000, estimated: true, summarised: 0, leftOut: 3 }
      await stage.show()
      // The gauges come with the first answer, and look after the next.
      for (const text of [question, 'And in a flat?']) {
        await stage.ask(text)
        await stage.finish()
        await stage.until(() => stage.find('chat-gauges')?.shadowRoot, 'the gauges')
      }
      await stage.wait('[part~=context-meter]')
    },
  },
  {
    name: 'limit-near',
    caption: 'A limit is nearly reached',
    frame: 'box',
    rightToLeft: true,
    show: async stage => {
      const limit = { ...daily(), used: 42, reserved: 0, warning: true }
      stage.server.usage = { ...stage.server.usage, limits: [limit] }
      stage.server.answers.context = { used: 700, limit: 1_000, estimated: false, summarised: 0, leftOut: 0 }
      await stage.show()
      // The gauges come with the first answer, and look after the next.
      for (const text of [question, 'And in a flat?']) {
        await stage.ask(text)
        await stage.finish()
        await stage.until(() => stage.find('chat-gauges')?.shadowRoot, 'the gauges')
      }
      await stage.wait('.warning')
    },
  },
]
