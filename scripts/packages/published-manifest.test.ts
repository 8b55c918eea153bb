import { expect, it } from 'vitest'
import { publishedManifest } from './published-manifest.ts'

const manifest = {
  name: '@chat-view/example',
  version: '1.2.3',
  exports: {
    '.': { 'chat-view-source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './testing': { 'chat-view-source': './src/testing.ts', default: './dist/testing.js' },
  },
}

it('EM1 the published package points at nothing that it does not hold', () => {
  expect(publishedManifest(manifest)).toEqual({
    name: '@chat-view/example',
    version: '1.2.3',
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './testing': { default: './dist/testing.js' },
    },
  })
})

it('EM1 types stay before the default, as the resolution order wants it', () => {
  expect(Object.keys(publishedManifest(manifest).exports['.'] ?? {})).toEqual(['types', 'default'])
})
