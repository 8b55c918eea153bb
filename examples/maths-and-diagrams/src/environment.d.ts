/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly CHAT_SERVER: string
  readonly CHAT_PROJECT?: string
}
