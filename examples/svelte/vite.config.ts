import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite'

export default defineConfig({
  plugins: [svelte()],
  envPrefix: 'CHAT_',
  // In this repository the packages are taken from their sources. Elsewhere these two lines are not wanted.
  resolve: { conditions: ['chat-view-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['chat-view-source', ...defaultServerConditions] } },
})
