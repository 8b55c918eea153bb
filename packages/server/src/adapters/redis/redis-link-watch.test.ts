import { expect, it } from 'vitest'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import type { RedisLinkState } from './redis-link.ts'
import { StateWatch } from './redis-link-watch.ts'

const away = (reason: string): RedisLinkState => ({ name: 'away', since: 0, reason })
const connected = (): RedisLinkState => ({ name: 'connected', since: 0 })

const outOfReach = 'warn: redis out of reach, trying on'

it('OP2 reasons that take turns while Redis is away are told once each, and anew in the next outage', async () => {
  const logger = createRecordingLogger()
  const watch = new StateWatch(logger, 'redis')
  const heard: string[] = []
  watch.add(({ name }) => heard.push(name))
  await watch.begin(Promise.resolve(), () => away('it was not reached (EAI_AGAIN)'))
  for (let tries = 0; tries < 50; tries++)
    for (const code of ['EAI_AGAIN', 'ENOTFOUND']) watch.look(away(`it was not reached (${code})`))
  expect(logger.told).toEqual([outOfReach, outOfReach])
  watch.look(connected())
  watch.look(away('it was not reached (EAI_AGAIN)'))
  expect(logger.told.slice(2)).toEqual(['info: redis connected', outOfReach])
  expect(heard.at(-2)).toBe('connected')
})
