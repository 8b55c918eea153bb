import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  envPrefix: 'CHAT_',
  // In this repository the packages are taken from their sources. Elsewhere this line is not wanted.
  resolve: { conditions: ['chat-view-source', ...defaultClientConditions] },
})
