import vue from '@vitejs/plugin-vue'
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite'

export default defineConfig({
  // Elements that begin with "chat-" are the browser's, not Vue's components.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: tag => tag.startsWith('chat-') } } })],
  envPrefix: 'CHAT_',
  // In this repository the packages are taken from their sources. Elsewhere these two lines are not wanted.
  resolve: { conditions: ['chat-view-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['chat-view-source', ...defaultServerConditions] } },
})
