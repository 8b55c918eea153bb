import { createScriptedOpenAI, startServerProcess } from '@chat-view/server/testing'
import { chatPage, expect, roomy, test } from './harness/test.ts'

const chunk = (delta: object, finish: string | null) => ({
  data: {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'scripted-1',
    choices: [{ index: 0, delta, finish_reason: finish }],
  },
})
const answer = { steps: [chunk({ content: 'Yes, it is.' }, null), chunk({}, 'stop'), { raw: 'data: [DONE]\n\n' }] }

const scripted = (baseURL: string) => ({
  ...roomy,
  AI_PROVIDER: 'openai',
  OPENAI_BASE_URL: baseURL,
  OPENAI_API_KEY: 'sk-scripted',
  AI_MODEL: 'scripted-1',
})

const refusal = (status: number, code: string) => ({ status, json: { error: { message: 'No.', type: 'error', code } } })

test('AI2 why no answer came is said in words, and the question is asked again once the provider is back', async ({
  page,
  chat,
}) => {
  await using provider = await createScriptedOpenAI()
  await using server = await startServerProcess({ ...scripted(provider.baseURL), AI_RETRIES: '0' })
  await page.goto(chatPage(server))
  const troubles = [
    [refusal(401, 'invalid_api_key'), 'does not accept this chat’s key'],
    [refusal(404, 'model_not_found'), 'does not exist'],
    [refusal(400, 'context_length_exceeded'), 'too long for the assistant'],
  ] as const
  for (const [reply, words] of troubles) {
    provider.always(reply)
    await chat.ask('Is it worth it?')
    const last = chat.answers.last()
    await expect(last.getByText('No answer came.')).toBeVisible()
    await expect(last.getByText(words)).toBeVisible()
  }
  await expect(chat.questions).toHaveCount(troubles.length)
  provider.always(answer)
  await chat.button('Ask again').last().click()
  await expect(chat.textOf(chat.answers.last())).toHaveText('Yes, it is.')
})

test('AI2 while a try is waited for, one is told which comes when, and reads the answer then', async ({
  page,
  chat,
}) => {
  await using provider = await createScriptedOpenAI()
  await using server = await startServerProcess({ ...scripted(provider.baseURL), AI_RETRIES: '1' })
  provider.always(answer)
  // Long enough for a page that takes its time to load what shows it.
  provider.next({ ...refusal(503, 'overloaded'), headers: { 'retry-after': '15' } })
  await page.goto(chatPage(server))
  await chat.ask('Is it worth it?')
  await expect(chat.root.getByText(/^Trying again in \d{1,2}s, try 2$/)).toBeVisible()
  await expect(chat.textOf(chat.answers.last())).toHaveText('Yes, it is.', { timeout: 30_000 })
  await chat.untilComplete()
})
