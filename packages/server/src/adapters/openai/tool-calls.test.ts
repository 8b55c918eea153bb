import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ProviderEvent, ProviderMessage, ProviderTool } from '../../ports/provider.ts'
import { createScriptedOpenAI } from '../../testing/scripted-openai/create-scripted-openai.ts'
import { answer, callTools, chunk, refuse } from '../../testing/scripted-openai/openai-reply.ts'
import type { ServiceReply } from '../../testing/scripted-service/service-reply.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { CallAssembler } from './call-assembler.ts'
import { createOpenAIProvider } from './create-openai-provider.ts'

const tools: ProviderTool[] = [{ name: 'lookup', description: 'Looks up', parameters: { type: 'object' } }]
const question: ProviderMessage = { role: 'user', text: 'Look' }

const start = async (...replies: ServiceReply[]) => {
  const server = await createScriptedOpenAI()
  server.next(...replies)
  const warned: unknown[] = []
  const logger = { ...silentLogger, warn: (fields: unknown) => warned.push(fields) }
  const provider = createOpenAIProvider({ apiKey: 'k', baseURL: server.baseURL, model: 'gpt', logger })
  const ask = async (messages: readonly ProviderMessage[] = [question], offered = tools): Promise<ProviderEvent[]> => {
    const events: ProviderEvent[] = []
    const { signal } = new AbortController()
    for await (const event of provider.stream({ model: 'm', messages, tools: offered, signal })) events.push(event)
    return events
  }
  return { server, ask, warned, [Symbol.asyncDispose]: () => server.close() }
}

const callsOf = (events: readonly ProviderEvent[]) =>
  events.flatMap(event => (event.type === 'tool-call' ? [event.call] : []))

it('AI10 tools and what became of earlier calls go out in the service’s own shape', async () => {
  await using room = await start(answer(['x']))
  const calls = [
    { id: 'a', name: 'lookup', arguments: '{"of":1}' },
    { id: 'b', name: 'lookup', arguments: '{"of":' },
  ]
  await room.ask([
    question,
    { role: 'assistant', text: '', calls },
    { role: 'tool', call: 'a', name: 'lookup', text: 'found' },
    { role: 'tool', call: 'b', name: 'lookup', text: 'no JSON' },
  ])
  expect(room.server.requests[0]?.body).toMatchObject({
    tools: [
      { type: 'function', function: { name: 'lookup', description: 'Looks up', parameters: { type: 'object' } } },
    ],
    messages: [
      { role: 'user', content: 'Look' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'lookup', arguments: '{"of":1}' } },
          { id: 'b', type: 'function', function: { name: 'lookup', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'found' },
      { role: 'tool', tool_call_id: 'b', content: 'no JSON' },
    ],
  })
})

it('AI10 several calls in pieces are whole calls, in order, before the end', async () => {
  const asked = [
    { id: 'a', name: 'lookup', arguments: '{"of":"Grüße 😀"}' },
    { id: 'b', name: 'lookup', arguments: '' },
  ]
  await using room = await start(callTools(asked, { pieces: 1 }))
  const events = await room.ask()
  expect(callsOf(events)).toEqual(asked)
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'tools' })
})

it.each(['stop', 'function_call'])('AI10 calls with the finish reason %s are calls all the same', async finish => {
  await using room = await start(callTools([{ name: 'lookup', arguments: '{}' }], { finish }))
  const events = await room.ask()
  expect(callsOf(events)).toEqual([{ id: '', name: 'lookup', arguments: '{}' }])
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'tools' })
})

it('AI10 a call that its length or a cut ended is none', async () => {
  const cut = callTools([{ id: 'a', name: 'lookup', arguments: '{"of"' }], { finish: 'length' })
  await using room = await start(cut, { steps: [...(cut.steps ?? []).slice(0, 3), { cut: true }] })
  const events = await room.ask()
  expect(callsOf(events)).toEqual([])
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'length' })
  expect((await room.ask()).map(({ type }) => type)).toEqual(['connected', 'tool-progress', 'tool-progress'])
})

it('AI10 a finish for tools without any is a plain end', async () => {
  await using room = await start({ steps: [chunk({ content: 'Well.' }), chunk({}, 'tool_calls')] })
  expect((await room.ask()).at(-1)).toEqual({ type: 'end', reason: 'stop' })
})

it('AI10 a model that takes no tools is asked without, and remembered; its name is logged', async () => {
  const refusal = refuse(400, 'registry/m does not support tools')
  await using room = await start(refusal, answer(['Plain.']), answer(['Again.']))
  const turns: ProviderMessage[] = [
    question,
    { role: 'assistant', text: 'Hm.', calls: [{ id: 'a', name: 'lookup', arguments: '{}' }] },
    { role: 'tool', call: 'a', name: 'lookup', text: 'found' },
  ]
  expect((await room.ask(turns)).at(-1)).toEqual({ type: 'end', reason: 'stop' })
  expect((await room.ask()).at(-1)).toEqual({ type: 'end', reason: 'stop' })
  const bodies = room.server.requests.map(({ body }) => body)
  expect(bodies.map(body => 'tools' in body)).toEqual([true, false, false])
  expect(JSON.stringify(bodies[1])).not.toContain('tool')
  expect(bodies[1]?.messages).toMatchObject([{ content: 'Look' }, { content: 'Hm.' }, { role: 'user' }])
  expect(room.warned).toEqual([{ model: 'm' }])
})

it('AI10 a refusal of something else is none of tools', async () => {
  await using room = await start(refuse(400, 'Invalid value for temperature'))
  await expect(room.ask()).rejects.toMatchObject({ code: 'provider_failed' })
  expect(room.server.requests).toHaveLength(1)
})

it('AI10 pieces without an index, or all with the same, are told apart by their ids', () => {
  const whole = (id: string, told: unknown, index?: number) => ({ index, id, function: { name: 'n', arguments: told } })
  const without = new CallAssembler()
  without.push([whole('a', '{"x"'), { function: { arguments: ':1}' } }])
  without.push([whole('b', { y: 2 })])
  without.push('nonsense')
  expect(without.take()).toEqual([
    { id: 'a', name: 'n', arguments: '{"x":1}' },
    { id: 'b', name: 'n', arguments: '{"y":2}' },
  ])
  const same = new CallAssembler()
  same.push([whole('a', '{}', 0), whole('b', '{}', 0)])
  expect(same.take().map(({ id }) => id)).toEqual(['a', 'b'])
})

it('AI10 calls and arguments without an end are given up', () => {
  const long = new CallAssembler()
  expect(() => {
    for (;;) long.push([{ index: 0, function: { name: 'n', arguments: 'x'.repeat(1_000_000) } }])
  }).toThrow(RangeError)
  const many = new CallAssembler()
  expect(() => {
    for (let index = 0; ; index++) many.push([{ index, function: { name: 'n' } }])
  }).toThrow(RangeError)
})

const whole = fc.record({
  id: fc.uuid(),
  name: fc.stringMatching(/^[a-z_]{1,9}$/),
  arguments: fc.string({ unit: 'binary' }),
})

it('AI10 wherever pieces of several calls are cut and however they are mixed, the calls come out whole', () => {
  const cut = fc.tuple(fc.array(whole, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat({ max: 6 })))
  fc.assert(
    fc.property(cut, ([calls, numbers]) => {
      const next = (): number => numbers.next().value
      const assembler = new CallAssembler()
      const left = calls.map(({ id, name, arguments: told }, index) => {
        assembler.push([{ index, id, function: { name, arguments: '' } }])
        return { index, told }
      })
      for (let open = left; open.length > 0; open = open.filter(({ told }) => told !== '')) {
        const one = open[next() % open.length]
        if (one === undefined) break
        const at = next() + 1
        assembler.push([{ index: one.index, function: { arguments: one.told.slice(0, at) } }])
        one.told = one.told.slice(at)
      }
      expect(assembler.take()).toEqual(calls)
    }),
  )
})
