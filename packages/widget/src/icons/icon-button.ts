import { html, nothing, type TemplateResult } from 'lit'
import { type Icon, icon } from './icon.ts'

interface IconButtonOptions {
  readonly label: string
  readonly drawing: Icon
  readonly press: (event: Event) => void
  /** A class by which it is found. */
  readonly name?: string
  readonly part?: string
  /** For a button that opens something. */
  readonly expanded?: boolean
  readonly popup?: 'menu'
}

/** A button of an icon, with its name for those who do not see it. */
export function iconButton({ label, drawing, press, name, part, expanded, popup }: IconButtonOptions): TemplateResult {
  return html`<button
    type="button"
    class="btn ${name ?? ''}"
    part=${part ?? nothing}
    aria-label=${label}
    title=${label}
    aria-expanded=${expanded ?? nothing}
    aria-haspopup=${popup ?? nothing}
    @click=${press}
  >
    ${icon(drawing)}
  </button>`
}
