import { html, nothing, type TemplateResult } from 'lit'
import { arrowIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'

/** Starter prompts (CV8): each is a button that sends itself. */
export const promptList = (
  label: string,
  prompts: readonly string[],
  send: (prompt: string) => void,
): TemplateResult | typeof nothing =>
  prompts.length === 0
    ? nothing
    : html`<ul class="prompts" part="prompts" aria-label=${label}>
        ${prompts.map(
          prompt =>
            html`<li>
              <button type="button" class="prompt" part="prompt" @click=${() => send(prompt)}>
                <span class="grow" dir="auto">${prompt}</span>${icon(arrowIcon)}
              </button>
            </li>`,
        )}
      </ul>`
