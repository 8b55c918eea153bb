import { expect, it } from 'vitest'
import { bundleInputs } from './bundle-inputs.ts'

const zod = (inputs: readonly string[]) => inputs.filter(path => /node_modules\/zod\//.test(path))

it('DX1 the weighing sees zod where it is', async () => {
  const { inputs } = await bundleInputs('packages/protocol/src/index.ts')
  expect(zod(inputs).length).toBeGreaterThan(0)
})

it('DX1 the SDK brings no zod into a browser, and no more than 21 KiB at once', async () => {
  const { inputs, gzipBytes } = await bundleInputs('packages/sdk/src/index.ts')
  expect(inputs.some(path => path.startsWith('packages/protocol/src/codes/'))).toBe(true)
  expect(zod(inputs)).toEqual([])
  expect(gzipBytes).toBeGreaterThan(10 * 1024)
  expect(gzipBytes).toBeLessThan(21 * 1024)
})
