import { expect, it } from 'vitest'
import { encodingOf } from './encoding-of.ts'

it.each([
  ['gpt-4o', 'o200k_base'],
  ['gpt-5-mini-2025-08-07', 'o200k_base'],
  ['gpt-5.1-codex', 'o200k_base'],
  ['gpt-4.1-nano-2099-01-01', 'o200k_base'],
  ['o3-pro', 'o200k_base'],
  ['openai/gpt-oss-120b', 'o200k_base'],
  ['ft:gpt-4o-mini-2024-07-18:shop/eu::abc', 'o200k_base'],
  ['GPT-4-Turbo', 'cl100k_base'],
  ['gpt-35-turbo-16k', 'cl100k_base'],
  ['gpt-4-0613', 'cl100k_base'],
])('AI3.1 %s is counted by %s', (model, encoding) => {
  expect(encodingOf(model)).toBe(encoding)
})

it.each([
  'llama-3.3-70b',
  'mistral-large-latest',
  'olmo-2',
  'o',
  'gpt-50',
  'demo',
  '',
  'ft:',
  'constructor',
  'davinci',
])('AI3.1 nobody knows how %j is counted', model => {
  expect(encodingOf(model)).toBeNull()
})
