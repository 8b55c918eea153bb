import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { App } from './app.tsx'

const root = document.querySelector('#root')
const page = (
  <StrictMode>
    <App />
  </StrictMode>
)
// A server may have rendered the page already: see server.tsx.
if (root?.firstElementChild) hydrateRoot(root, page)
else if (root) createRoot(root).render(page)
