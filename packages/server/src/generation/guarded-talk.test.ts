import { expect, it } from 'vitest'
import type { AnswerGuard, GateOutput, GuardedAnswer, TextGate } from '../ports/answer-guard.ts'
import type { ProviderMessage } from '../ports/provider.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'
import { scriptedTool, toolBoxWith } from '../testing/scripted-tools.ts'

const run = fakeTime()

/** Holds all text back until it is flushed; blocks at "evil". */
class HoldingGate implements TextGate {
  readonly #output: GateOutput
  #held = ''

  constructor(output: GateOutput) {
    this.#output = output
  }

  push(_: 'text' | 'reasoning', text: string): void {
    this.#held += text
  }

  async flush(): Promise<void> {
    await null
    const held = this.#held
    this.#held = ''
    if (held.includes('evil')) this.#output.block('evil')
    else if (held !== '') this.#output.show('text', held.replaceAll('NAME_1', 'Ada "the first"'))
  }

  breakOff(): void {
    this.#held = ''
  }
}

/** Masks one name. A class: its methods know their object. */
class MaskingAnswer implements GuardedAnswer {
  readonly #name = 'Ada "the first"'
  readonly #blocked: string | null

  constructor(blocked: string | null) {
    this.#blocked = blocked
  }

  async prepare(messages: readonly ProviderMessage[]) {
    if (this.#blocked !== null) return { blocked: this.#blocked }
    return { messages: messages.map(message => ({ ...message, text: this.mask(message.text) })) }
  }

  gate(output: GateOutput): TextGate {
    return new HoldingGate(output)
  }

  mask(text: string): string {
    return text.replaceAll(this.#name, 'NAME_1')
  }

  restore(text: string): string {
    return text.replaceAll('NAME_1', this.#name)
  }
}

const guardWith = (blocked: string | null = null): AnswerGuard => ({ open: async () => new MaskingAnswer(blocked) })

const callsGreet: ProviderStep[] = [
  { type: 'connected' },
  { type: 'text', text: 'NAME_1, wait. ' },
  { type: 'tool-call', call: { id: 'c', name: 'greet', arguments: '{"of":"NAME_1"}' } },
  { type: 'end', reason: 'tools' },
]

it('AI9 a tool gets what was masked, the provider never does, and the text before it is shown before it', async () => {
  const seen: unknown[] = []
  const greet = scriptedTool('greet', async input => {
    seen.push(input)
    return { text: 'Hello Ada "the first"' }
  })
  let asked = 0
  const script = () => (asked++ === 0 ? callsGreet : say('NAME_1 was greeted.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(greet), guard: guardWith() })
  rig.ask({ id: 'a', question: 'Greet Ada "the first"' })
  await run()
  expect(seen).toEqual([{ of: 'Ada "the first"' }])
  expect(JSON.stringify(rig.provider.requests)).not.toContain('Ada')
  expect(rig.provider.requests[1]?.messages.slice(-2)).toMatchObject([
    { role: 'assistant', text: 'NAME_1, wait. ', calls: [{ arguments: '{"of":"NAME_1"}' }] },
    { role: 'tool', text: 'Hello NAME_1' },
  ])
  expect(rig.store.message('a').parts).toMatchObject([
    { kind: 'text', text: 'Ada "the first", wait. ' },
    { kind: 'tool', arguments: '{"of":"Ada \\"the first\\""}', result: 'Hello Ada "the first"' },
    { kind: 'text', text: 'Ada "the first" was greeted.' },
  ])
})

it('AI9.3 what a tool answers is masked by itself, whatever the model is told besides: JSON stays JSON', async () => {
  const result = JSON.stringify({ said: 'Well\nAda "the first"' })
  const masked: string[] = []
  const guard: AnswerGuard = {
    open: async () => {
      const answer = new MaskingAnswer(null)
      const mask = answer.mask.bind(answer)
      return Object.assign(answer, {
        mask: (text: string) => {
          masked.push(text)
          return mask(text)
        },
      })
    },
  }
  const greet = scriptedTool('greet', async () => ({
    text: result,
    citations: [{ title: 'B', url: null, quote: null }],
  }))
  let asked = 0
  const script = () => (asked++ === 0 ? callsGreet : say('Well.'))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(greet), guard })
  rig.ask({ id: 'a', question: 'Greet' })
  await run()
  expect(masked).toContain(result)
  expect(rig.provider.requests[1]?.messages.at(-1)?.text).toMatch(/\[1\]/)
})

it('AI8 a question that is blocked is never asked', async () => {
  await using rig = createGenerationRig({ script: say('Hi'), guard: guardWith('a rule') })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.provider.requests).toEqual([])
  expect(rig.store.row('a').ending).toMatchObject({ state: 'blocked', reason: 'input-blocked', length: 0 })
})

it('AI8 a flagged passage ends the answer as blocked, shows nothing of itself, and runs no tool', async () => {
  let ran = 0
  const greet = scriptedTool('greet', async () => ({ text: `${++ran}` }))
  const script = callsGreet.map(step => (step.type === 'text' ? { ...step, text: 'evil words' } : step))
  await using rig = createGenerationRig({ script, toolBox: toolBoxWith(greet), guard: guardWith() })
  rig.ask({ id: 'a' })
  await run()
  expect(ran).toBe(0)
  expect(rig.stored('a')).toBe('')
  expect(rig.store.row('a').ending).toMatchObject({ state: 'blocked', reason: 'output-blocked' })
  expect(rig.ends).toHaveLength(1)
})

it.each([
  ['a cut', 'interrupted', { type: 'wait', ms: 1 } as const],
  ['a failure', 'failed', { type: 'fail', error: new Error('x') } as const],
])('AI8 what is held unjudged is dropped at %s', async (_, state, step) => {
  const script: ProviderStep[] = [{ type: 'connected' }, { type: 'text', text: 'held' }, step]
  await using rig = createGenerationRig({ script, guard: guardWith() })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.stored('a')).toBe('')
  expect(rig.store.row('a').ending).toMatchObject({ state })
})

it('AI10 what a provider ran itself is shown after the text before it was judged, and before what follows', async () => {
  const call = (id: string) => ({ id, name: 'own', arguments: '{"of":"NAME_1"}' })
  const script: ProviderStep[] = [
    { type: 'connected' },
    { type: 'text', text: 'One. ' },
    { type: 'tool-done', call: call('x'), result: 'NAME_1', failed: false },
    { type: 'text', text: 'Two. ' },
    { type: 'tool-done', call: call('y'), result: 'no', failed: true },
    { type: 'citation', title: 'Of NAME_1', url: null, quote: 'NAME_1' },
    { type: 'text', text: 'Three.' },
    { type: 'end', reason: 'stop' },
  ]
  await using rig = createGenerationRig({ script, guard: guardWith() })
  rig.ask({ id: 'a' })
  await run()
  expect(rig.store.message('a').parts).toMatchObject([
    { text: 'One. ' },
    { call: 'x', state: 'done', result: 'Ada "the first"' },
    { text: 'Two. ' },
    { call: 'y', state: 'failed' },
    { kind: 'citation', title: 'Of Ada "the first"', quote: 'Ada "the first"' },
    { text: 'Three.' },
  ])
})
