import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContextRecord, Summary, UsageReport } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { summaryOrder } from '../../ports/summary-order.ts'
import { answer } from '../scripted-openai/openai-reply.ts'
import { openShop } from './open-shop.ts'
import { RestUser } from './rest-user.ts'

const patience = { timeout: 60_000, interval: 50 }

/** A model so small that a few turns fill it, at a price that is easily reckoned. */
const models = {
  currency: 'EUR',
  models: { 'small-1': { window: 2_048, maxAnswer: 256, prices: { input: 1, cached: 0.5, output: 4 } } },
}

interface Turn {
  readonly content: string
}

const paragraph = 'The ship left the harbour in good weather and was seen again at the cape. '.repeat(12)

/** The whole way of a conversation over every door, on the store that the environment names. */
export const wholeWayRules = (name: string, environment: () => Record<string, string>): void => {
  describe(name, () => {
    it('AI5 from a project to a summary that REST, socket and SDK show, with what it cost', async () => {
      await using parts = new AsyncDisposableStack()
      const folder = parts.adopt(mkdtempSync(join(tmpdir(), 'chat-view-models-')), made =>
        rmSync(made, { recursive: true }),
      )
      const modelsFile = join(folder, 'models.json')
      writeFileSync(modelsFile, JSON.stringify(models))
      const shop = parts.use(await openShop({ AI_MODEL: 'small-1', AI_MODELS_FILE: modelsFile, ...environment() }))
      const { requests } = shop.ai.service
      shop.ai.service.always(({ body }) => {
        const turns = (body.messages as readonly Turn[]).map(({ content }) => content)
        const text = turns[0]?.startsWith(summaryOrder) ? 'The password of the cape is quincunx.' : paragraph
        return answer([text], { usage: { prompt_tokens: 1_000, completion_tokens: 100 } })
      })
      const { chat, frames } = shop.open('ada')
      const thread = chat.thread()
      await thread.send('The password of the cape is quincunx. Remember it.').done
      const summarised = (): readonly Summary[] => thread.$summaries.get()
      for (let turn = 0; turn < 12 && summarised().length === 0; turn++) await thread.send(paragraph).done
      await expect.poll(() => summarised().length, patience).toBeGreaterThan(0)

      const [shown] = summarised()
      expect(shown).toMatchObject({ text: 'The password of the cape is quincunx.', state: 'current', authorId: null })
      expect(frames.some(frame => frame.includes('summary.changed'))).toBe(true)
      const user = await RestUser.signIn(shop.server.url, {
        project: shop.project.key,
        token: await shop.userToken('ada'),
      })
      const listed = (): Promise<{ items: Summary[] }> => user.get(`/v1/threads/${thread.id}/summaries`)
      const same = async (): Promise<boolean> => JSON.stringify((await listed()).items) === JSON.stringify(summarised())
      await expect.poll(same, patience).toBe(true)

      await thread.send('What is the password?').done
      const asked = requests
        .map(({ body }) => JSON.stringify(body))
        .find(body => body.includes('What is the password?'))
      expect(asked).toContain('The password of the cape is quincunx.')
      expect(thread.$context.get()).toMatchObject({ estimated: true, summarised: expect.any(Number) })

      // Nobody asked for the summaries: they are on the project's account alone.
      const answers = requests.filter(({ body }) => !JSON.stringify(body).includes(summaryOrder)).length
      const sums = { calls: answers, input: answers * 1_000, output: answers * 100, cost: answers * 1_400 }
      expect(await user.get<UsageReport>('/v1/usage')).toMatchObject({ currency: 'EUR', ...sums })
      expect(await chat.account.usage()).toMatchObject(sums)
      const { key } = await shop.json<{ key: string }>('operator', 'create', '--name', 'me', '--scope', 'usage')
      const admin = async <T>(path: string): Promise<T> => {
        const response = await fetch(`${shop.server.url}/v1/admin${path}`, {
          headers: { authorization: `Bearer ${key}` },
        })
        return (await response.json()) as T
      }
      const total = async (): Promise<number> =>
        (await admin<{ total: { calls: number } }>(`/projects/${shop.project.id}/usage?by=purpose`)).total.calls
      await expect.poll(async () => (await total()) === requests.length, patience).toBe(true)

      const last = (
        await user.get<{ items: { generation: { id: string } | null }[] }>(`/v1/threads/${thread.id}/messages`)
      ).items.at(-1)
      const record = await admin<ContextRecord>(`/generations/${last?.generation?.id}/context`)
      expect(record.items.map(({ kind }) => kind)).toContain('summary')
      expect(record.used).toBeLessThanOrEqual(record.limit)
      expect(JSON.stringify(record)).not.toContain('quincunx')
    })
  })
}
