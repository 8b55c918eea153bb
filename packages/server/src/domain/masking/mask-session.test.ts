import { expect, it } from 'vitest'
import { createCipher } from '../../adapters/jose/cipher.ts'
import type { MaskRecord, MaskVault } from '../../ports/mask-vault.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { createMasking } from './create-masking.ts'
import { maskMessages } from './mask-messages.ts'

const settings = { kinds: ['email'] as 'email'[], names: [], patterns: [] }

const open = (vault: Partial<MaskVault> = {}) => {
  const rows = new Map<string, MaskRecord>()
  const kept: MaskVault = {
    listMasks: async () => [...rows.values()],
    addMasks: async (_, masks) => {
      if (masks.some(({ placeholder }) => rows.has(placeholder))) return false
      for (const mask of masks) rows.set(mask.placeholder, mask)
      return true
    },
  }
  const warnings: unknown[] = []
  const masking = createMasking({
    vault: { ...kept, ...vault },
    cipher: createCipher(['a secret of at least 32 characters']),
    clock: createFakeClock(),
    logger: { ...silentLogger, warn: fields => warnings.push(fields) },
    findPhones: () => [],
  })
  return { rows, kept, warnings, session: (thread = 't1') => masking.open(thread, settings) }
}

const ask = (...texts: string[]): ProviderMessage[] => texts.map(text => ({ role: 'user', text }))

it('AI9.4 a datum keeps its placeholder from answer to answer, and the vault holds it encrypted', async () => {
  const { rows, session } = open()
  const first = await maskMessages(await session(), ask('Write to ada@example.com'))
  expect(first.at(-1)?.text).toBe('Write to [EMAIL_1]')
  expect(JSON.stringify([...rows.values()])).not.toContain('ada')
  const later = await session()
  const again = await maskMessages(later, ask('To bob@example.com or ada@example.com'))
  expect(again.at(-1)?.text).toBe('To [EMAIL_2] or [EMAIL_1]')
  expect(later.restore('[EMAIL_1], [EMAIL_2]')).toBe('ada@example.com, bob@example.com')
  const elsewhere = await session('t2')
  expect(elsewhere.restore('[EMAIL_1]')).toBe('[EMAIL_1]')
})

it('AI9.3 every message is masked, with calls of tools and their results, and the model is told', async () => {
  const { session } = open()
  const masked = await maskMessages(await session(), [
    { role: 'system', text: 'Be kind to ada@example.com.' },
    { role: 'user', text: 'Hi' },
    {
      role: 'assistant',
      text: 'I ask bob@example.com',
      calls: [{ id: 'c', name: 'ask', arguments: '{"to":"bob@example.com"}' }],
    },
    { role: 'tool', call: 'c', name: 'ask', text: '["eve@example.com"]' },
    { role: 'assistant', text: 'So' },
  ])
  const sent = JSON.stringify(masked)
  for (const name of ['ada', 'bob', 'eve']) expect(sent).not.toContain(`${name}@`)
  expect(masked[0]?.text).toMatch(/^Be kind to \[EMAIL_1\]\.\n\nWords in square brackets/)
  expect(masked[2]).toMatchObject({ calls: [{ arguments: '{"to":"[EMAIL_2]"}' }] })
  expect(masked[3]?.text).toBe('["[EMAIL_3]"]')
})

it('AI9.3 what holds nothing to be masked is sent as it is', async () => {
  const { session, rows } = open()
  const messages = ask('Hello', 'again')
  expect(await maskMessages(await session(), messages)).toBe(messages)
  expect(rows.size).toBe(0)
  const told = await maskMessages(await session(), ask('ada@example.com'))
  expect(told.map(({ role }) => role)).toEqual(['system', 'user'])
})

it('AI9.4 two answers at once that take the same number: the later one takes another', async () => {
  const parts = open()
  const [one, other] = [await parts.session(), await parts.session()]
  await maskMessages(one, ask('ada@example.com'))
  const masked = await maskMessages(other, ask('bob@example.com and ada@example.com'))
  expect(masked.at(-1)?.text).toBe('[EMAIL_2] and [EMAIL_1]')
  expect(other.restore('[EMAIL_2]')).toBe('bob@example.com')
  expect(parts.rows.size).toBe(2)
})

it('AI9.4 of a thread that is gone, and where others are always faster, the answer keeps its own placeholders', async () => {
  const gone = open({ addMasks: async () => false })
  const session = await gone.session()
  expect((await maskMessages(session, ask('ada@example.com'))).at(-1)?.text).toBe('[EMAIL_1]')
  expect(session.restore('[EMAIL_1]')).toBe('ada@example.com')
  let loads = 0
  const busy = open({
    addMasks: async () => false,
    listMasks: async () => [{ placeholder: `EMAIL_${++loads}`, sealed: 'by nobody', at: 1 }],
  })
  const other = await busy.session()
  const [masked] = (await maskMessages(other, ask('ada@example.com'))).slice(-1)
  expect(other.restore(masked?.text ?? '')).toBe('ada@example.com')
  expect(loads).toBe(3)
})

it('AI9.3 what a tool said is masked at once and kept soon after; a vault that fails holds up nothing', async () => {
  const { session, rows } = open()
  const own = await session()
  expect(own.maskData('{"to":"ada@example.com"}')).toBe('{"to":"[EMAIL_1]"}')
  await own.kept()
  expect([...rows.keys()]).toEqual(['EMAIL_1'])
  const failing = open({ addMasks: () => Promise.reject(new Error('away')) })
  const other = await failing.session()
  expect(other.maskData('ada@example.com')).toBe('[EMAIL_1]')
  await other.kept()
  expect(failing.warnings).toHaveLength(1)
  expect(other.restore('[EMAIL_1]')).toBe('ada@example.com')
  await expect(maskMessages(other, ask('eve@example.com'))).rejects.toThrow('away')
})
