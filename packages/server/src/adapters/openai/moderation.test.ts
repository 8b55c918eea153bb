import { expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { createScriptedOpenAI } from '../../testing/scripted-openai/create-scripted-openai.ts'
import { isModeration, moderationReply } from '../../testing/scripted-openai/moderation-reply.ts'
import { refuse } from '../../testing/scripted-openai/openai-reply.ts'
import { createOpenAIModeration } from './moderation.ts'

const { signal } = new AbortController()

const open = async () => {
  const server = await createScriptedOpenAI()
  server.always(request => moderationReply(request, text => (text.includes('fight') ? ['violence'] : [])))
  return { server, moderator: createOpenAIModeration({ apiKey: 'sk-secret', baseURL: server.baseURL }) }
}

it('AI8.6 the provider’s endpoint is asked about all texts at once, and names the categories of each', async () => {
  const { server, moderator } = await open()
  expect(await moderator.moderate(['peace', 'a fight', ''], signal)).toEqual([[], ['violence'], []])
  const [asked] = server.requests
  expect(asked).toMatchObject({ body: { model: 'omni-moderation-latest', input: ['peace', 'a fight', ''] } })
  expect(asked && isModeration(asked)).toBe(true)
  expect(asked?.headers.authorization).toBe('Bearer sk-secret')
  await server.close()
})

it('AI8.6 a flag without a category is one all the same', async () => {
  const { server, moderator } = await open()
  server.next({ json: { id: 'x', model: 'x', results: [{ flagged: true }] } })
  expect(await moderator.moderate(['x'], signal)).toEqual([['flagged']])
  await server.close()
})

it.each([
  ['refuses', refuse(500, 'You said peace')],
  ['answers for other texts', { json: { id: 'x', model: 'x', results: [] } }],
  ['answers nothing', { json: {} }],
  ['cuts the line', { steps: [{ cut: true as const }] }],
])('AI8.6 one that %s is a failure without its words, and is not asked twice', async (_, reply) => {
  const { server, moderator } = await open()
  server.next(reply)
  const failed: unknown = await moderator.moderate(['peace'], signal).catch((error: unknown) => error)
  if (!(failed instanceof CodedError)) throw new Error('It did not fail as it should')
  expect(failed.message).not.toContain('peace')
  expect(server.requests).toHaveLength(1)
  await server.close()
})

it('AI8.6 a question that is given up is not waited for', async () => {
  const { server, moderator } = await open()
  server.next({ before: new Promise(() => {}), json: {} })
  await expect(moderator.moderate(['peace'], AbortSignal.timeout(20))).rejects.toThrow()
  await server.close()
})
