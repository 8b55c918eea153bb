import { expect, it } from 'vitest'
import { silentLogger } from '../../testing/silent-logger.ts'
import { Moderation } from './moderation.ts'

it('AI8 of a long text no half of an emoji is asked about, which a service would refuse, and so let the text pass', async () => {
  const asked: string[] = []
  const moderator = {
    provider: 'openai',
    model: 'm',
    moderate: async (texts: readonly string[]) => {
      asked.push(...texts)
      return texts.map(() => ['hate'])
    },
  }
  const moderation = new Moderation({
    moderator,
    logger: silentLogger,
    timeoutMs: 1_000,
    whenFailing: 'open',
    called: () => {},
  })
  const emoji = '😀'.repeat(20_000)
  const findings = await moderation.judge([`x${emoji}`, `${emoji}x`], new AbortController().signal)
  expect(asked.map(text => text.isWellFormed())).toEqual([true, true])
  expect(findings).toMatchObject([[{ rule: 'moderation:hate' }], [{ rule: 'moderation:hate' }]])
})
