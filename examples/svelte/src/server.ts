import { render as renderComponent } from 'svelte/server'
import App from './app.svelte'

/** The page as HTML, for servers: the chat is there as an empty element, and comes to life in the browser. */
export const render = (): string => renderComponent(App).body
