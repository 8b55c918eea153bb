import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadModels } from './load-models.ts'

const shipped = () => loadModels({ AI_MODELS_FILE: null })

const withFile = async (content: unknown) => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-models-'))
  const path = join(folder, 'models.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return {
    load: () => loadModels({ AI_MODELS_FILE: path }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

it('AI3.3 models that ship have windows that answers fit into, and prices in millionths', () => {
  const models = shipped()
  expect(models.currency).toBe('USD')
  expect(models.find('gpt-5-mini')).toEqual({
    name: 'gpt-5-mini',
    window: 400_000,
    maxAnswer: 128_000,
    prices: { input: 250_000, cached: 25_000, output: 2_000_000 },
  })
  expect(models.find('gpt-4o-2024-05-13').prices).toEqual({ input: 5_000_000, cached: 5_000_000, output: 15_000_000 })
})

it.each([
  ['gpt-4o-2099-01-01', 128_000, true],
  ['GPT-4o-mini-latest', 128_000, true],
  ['openai/gpt-4.1-nano', 1_047_576, true],
  ['claude-sonnet-4-5-20250929', 200_000, true],
  ['claude-sonnet-4@20250514', 200_000, true],
  ['mistral-large-2411', 128_000, true],
  ['gpt-4o-something-else', 128_000, false],
  ['ft:gpt-4o-mini-2024-07-18:shop::1', 128_000, false],
  ['meta-llama/Llama-3.3-70B-Instruct', 131_072, false],
  ['llama3.1:8b-instruct-q4_K_M', 131_072, false],
  ['Qwen/Qwen2.5-7B', 32_768, false],
  ['demo', 8_192, true],
])('AI3.3 %s has a window of %i tokens; its price is known: %s', (model, window, priced) => {
  const found = shipped().find(model)
  expect(found).toMatchObject({ name: model, window })
  expect(found.prices !== null).toBe(priced)
})

it.each(['nobody-knows', '', 'gpt', 'gpt-99', 'ft:', 'ft:x:y', '/', 'constructor', '__proto__', 'a/b/c'])(
  'AI3.3 of %j nothing is known: a small window, and no price',
  model => {
    expect(shipped().find(model)).toEqual({ name: model, window: 8_192, maxAnswer: 2_048, prices: null })
  },
)

it('AI3.3 an operator’s file is laid over what ships, model by model', async () => {
  await using file = await withFile({
    models: {
      'GPT-4o': { window: 32_000 },
      'house-model': { window: 16_000, maxAnswer: 1_000, prices: { input: 0.5, output: 1 } },
      '*': { window: 4_096 },
    },
  })
  const models = file.load()
  expect(models.find('gpt-4o')).toMatchObject({ window: 32_000, maxAnswer: 16_384, prices: { input: 2_500_000 } })
  expect(models.find('house-model')).toMatchObject({
    window: 16_000,
    maxAnswer: 1_000,
    prices: { input: 500_000, cached: 500_000, output: 1_000_000 },
  })
  expect(models.find('nobody-knows')).toMatchObject({ window: 4_096, maxAnswer: 1_024, prices: null })
  expect(models.find('gpt-5').window).toBe(400_000)
})

it('AI3.3 an operator’s line for a release or variant leaves out what it has of its model', async () => {
  await using file = await withFile({
    models: {
      'llama3.1:8b': { prices: { input: 0, output: 0 } },
      'gpt-4o-2024-11-20': { window: 32_000 },
      'gpt-4o-something': { maxAnswer: 100 },
    },
  })
  const models = file.load()
  expect(models.find('llama3.1:8b')).toMatchObject({ window: 131_072, prices: { input: 0 } })
  expect(models.find('gpt-4o-2024-11-20')).toMatchObject({ window: 32_000, prices: { input: 2_500_000 } })
  expect(models.find('gpt-4o-something')).toMatchObject({ window: 128_000, maxAnswer: 100, prices: null })
})

it('AI3.3 prices of another currency than the file’s are not used', async () => {
  await using file = await withFile({ currency: 'EUR', models: { 'gpt-4o': { prices: { input: 2, output: 9 } } } })
  const models = file.load()
  expect(models.currency).toBe('EUR')
  expect(models.find('gpt-4o').prices).toEqual({ input: 2_000_000, cached: 2_000_000, output: 9_000_000 })
  expect(models.find('gpt-5')).toMatchObject({ window: 400_000, prices: null })
})

it('AI7.11 a model that costs nothing costs nothing in any currency, and a price of nothing is told as one', async () => {
  const free = { input: 0, cached: 0, output: 0 }
  await using file = await withFile({ currency: 'EUR', models: { 'llama3.1:8b': { prices: { input: 0, output: 0 } } } })
  const models = file.load()
  expect(models.find('llama3.1:8b')).toMatchObject({ window: 131_072, prices: free })
  expect(models.find('demo').prices).toEqual(free)
  expect(shipped().find('demo').prices).toEqual(free)
})

it.each<[string, unknown, RegExp]>([
  ['is no JSON', '{', /no JSON/],
  ['is no list of models', [], /wrong/],
  ['misspells a field', { models: { m: { windows: 1_000 } } }, /windows.*\n.*models\.m/],
  ['has a window of nothing', { models: { m: { window: 0 } } }, /models\.m\.window/],
  ['has a price below nothing', { models: { m: { prices: { input: -1, output: 1 } } } }, /models\.m\.prices\.input/],
  ['names no currency', { currency: 'dollars', models: {} }, /currency/],
  ['is longer than any', ' '.repeat(4_000_001), /longer/],
])('OP3 a file of models that %s stops the start and says where', async (_what, content, said) => {
  await using file = await withFile(content)
  expect(file.load).toThrow(said)
  expect(file.load).toThrow('AI_MODELS_FILE')
})

it('OP3 a file of models that is not there stops the start', () => {
  expect(() => loadModels({ AI_MODELS_FILE: '/nowhere/models.json' })).toThrow(
    /AI_MODELS_FILE: the file cannot be read/,
  )
})
