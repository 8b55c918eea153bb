import type { Plugin } from 'rollup'

const threadUrl = /(new URL\(\s*['"]\.{1,2}\/[^'"]*-thread)\.ts(['"]\s*,\s*import\.meta\.url)/g

/** A worker's file is named by a URL, which no bundler rewrites: `./x-thread.ts` becomes `./x-thread.js` in what ships. */
export const renameThreadUrls = (code: string): string => code.replaceAll(threadUrl, '$1.js$2')

/** The rollup plugin that does it. */
export const threadUrls = (): Plugin => ({
  name: 'thread-urls',
  transform: code => ({ code: renameThreadUrls(code), map: null }),
})
