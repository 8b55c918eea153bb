import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { App } from './app.tsx'

/** The page as HTML, for servers: the chat is there as an empty element, and comes to life in the browser. */
export const render = (): string =>
  renderToString(
    <StrictMode>
      <App />
    </StrictMode>,
  )
