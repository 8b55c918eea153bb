import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import App from './app.vue'

/** The page as HTML, for servers: the chat is there as an empty element, and comes to life in the browser. */
export const render = (): Promise<string> => renderToString(createSSRApp(App))
