import type { Surface } from '../../context/surface-context.ts'

/** Is the conversation the main thing on its page? A whole page is, unless the page around it has a main part itself. */
export const isMain = (layout: Surface['layout']): boolean =>
  layout === 'page' && document.querySelector('main, [role=main]') === null
