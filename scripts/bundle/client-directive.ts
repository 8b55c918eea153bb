import type { Plugin } from 'rollup'

const directive = /^\s*(['"])use client\1/

/** Keeps `'use client'`, which rollup drops: frameworks with server components look for it at the top of a file. */
export function clientDirective(): Plugin {
  return {
    name: 'client-directive',
    renderChunk(code, { facadeModuleId }) {
      const source = facadeModuleId === null ? null : this.getModuleInfo(facadeModuleId)?.code
      return source && directive.test(source) ? { code: `'use client'\n${code}`, map: null } : null
    },
    onLog: (_level, { code }) => code !== 'MODULE_LEVEL_DIRECTIVE',
  }
}
