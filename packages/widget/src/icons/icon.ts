import { html, type TemplateResult } from 'lit'
import { iconClass } from './icon-class.ts'

/** A drawing on a 20 × 20 grid as one path; the words beside it, or the control's name, carry the meaning. */
export interface Icon {
  readonly d: string
  /** `dots` draws with a wider pen; `solid` fills. */
  readonly look?: 'dots' | 'solid'
  /** Points along the line of reading, so it turns round from right to left. */
  readonly mirrored?: true
}

/** Size 20 px, or 16 px (`small`) beside small text; `chevron` marks the one that a fold turns. */
export interface IconOptions {
  readonly small?: boolean
  readonly chevron?: boolean
}

/** The icon as a template, hidden from assistive technology. */
export function icon(drawing: Icon, options: IconOptions = {}): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true" class=${iconClass(drawing, options)}><path d=${drawing.d}></path></svg>`
}
