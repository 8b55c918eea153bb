import { expect, it } from 'vitest'
import { answer } from '../testing/scripted-openai/openai-reply.ts'
import { openShop } from '../testing/whole-server/open-shop.ts'

const patience = { timeout: 20_000, interval: 50 }

interface Turn {
  readonly content: string
}

it('CV8.1 a project that wants it gets titles and follow-up questions of its model, each call on the books', async () => {
  await using shop = await openShop()
  shop.ai.service.always(({ body }) => {
    const [first] = body.messages as readonly Turn[]
    if (first?.content.startsWith('Write a title')) return answer(['Ships that float'])
    if (first?.content.startsWith('Suggest')) return answer(['1. Why do they float?\n2. And submarines?'])
    return answer(['They do, by their shape.'])
  })
  const { key } = await shop.json<{ key: string }>('operator', 'create', '--name', 'me', '--scope', 'projects', 'usage')
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const project = `${shop.server.url}/v1/admin/projects/${shop.project.id}`
  const body = JSON.stringify({ settings: { titles: 'model', suggestions: true } })
  expect((await fetch(project, { method: 'PATCH', headers, body })).status).toBe(200)

  const { chat } = shop.open('ada')
  const thread = chat.thread()
  const { id: message } = await thread.send('How do ships float?').done
  const suggestions = (): readonly string[] => thread.$message(message).get()?.suggestions ?? []
  await expect.poll(suggestions, patience).toEqual(['Why do they float?', 'And submarines?'])
  const title = (): string | null => {
    const state = thread.$thread.get()
    return state.status === 'open' ? state.thread.title : null
  }
  await expect.poll(title, patience).toBe('Ships that float')
  const calls = async (): Promise<Record<string, number>> => {
    const response = await fetch(`${project}/usage?by=purpose`, { headers })
    const { items } = (await response.json()) as { items: { key: string; calls: number }[] }
    return Object.fromEntries(items.map(item => [item.key, item.calls]))
  }
  await expect.poll(calls, patience).toEqual({ answer: 1, title: 1, 'follow-up': 1 })

  await thread.send('Why do they float?').done
  expect(suggestions()).toEqual(['Why do they float?', 'And submarines?'])
})
