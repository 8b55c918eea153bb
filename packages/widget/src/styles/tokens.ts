import { defineSheet } from './define-sheet.ts'

/**
 * The custom properties, derived once on the outermost host and inherited by every part below it.
 * Hosts set the base tokens on the element or any ancestor, and they are never set here: `--chat-accent`,
 * `--chat-surface`, `--chat-ink`, `--chat-radius`, `--chat-font`, `--chat-prose`, `--chat-mono`, `--chat-size`,
 * `--chat-density` (EM9). Adopt it on `<chat-view>` and `<chat-provider>` alone.
 */
export const tokens = defineSheet(/* css */ `
:host {
  color-scheme: light dark !important;
  --chat-paper: var(--chat-surface, #fff);
  --chat-text: var(--chat-ink, #1a1c21);
  --chat-soft: #585a5e;
  --chat-line: #dddedf;
  --chat-edge: #8a8b8e;
  --chat-well: #f5f6f7;
  --chat-wash: rgb(26 28 33 / .08);
  --chat-tint: #e9f0fd;
  --chat-fill: var(--chat-accent, #2c54b4);
  --chat-on-fill: #fff;
  --chat-link: #2b53b3;
  --chat-bad: #b3261e;
  --chat-warn: #8a5a00;
  --chat-good: #1b6e3c;
  --chat-amber: #c08a00;
  --chat-veil: rgb(12 14 18 / .4);
  --chat-shadow: 0 0 0 1px rgb(12 14 18 / .07), 0 2px 6px rgb(12 14 18 / .06), 0 18px 48px -12px rgb(12 14 18 / .28);

  --chat-u: calc(4px * var(--chat-density, 1));
  --chat-hit: 32px;
  --chat-hit-l: 36px;
  --chat-t: var(--chat-size, 15px);
  --chat-t-s: calc(var(--chat-t) - 2px);
  --chat-t-xs: calc(var(--chat-t) - 3px);
  --chat-f: var(--chat-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
  --chat-f-prose: var(--chat-prose, var(--chat-f));
  --chat-f-mono: var(--chat-mono, ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace);
  --chat-r: var(--chat-radius, 12px);
  --chat-r-s: calc(var(--chat-r) / 2);
  --chat-r-row: calc(var(--chat-r) * .67);
  --chat-r-m: min(var(--chat-r), 18px);
  --chat-r-l: min(var(--chat-r) * 1.5, 24px);
  --chat-r-xl: min(var(--chat-r) * 2.4, var(--chat-hit-l) / 2 + 6px);
  --chat-r-full: calc(var(--chat-r) * 2.4);
  --chat-quick: 120ms;
  --chat-calm: 220ms;
  --chat-ease: cubic-bezier(.2, 0, 0, 1);
}
:host([theme=light]) { color-scheme: light !important }
:host([theme=dark]) { color-scheme: dark !important }

@supports (color: oklch(from red l c h)) and (color: light-dark(red, red)) {
  :host {
    --chat-a: var(--chat-accent, #2c54b4);
    --chat-paper: var(--chat-surface, light-dark(#fff, #17191d));
    --chat-text: var(--chat-ink, light-dark(#1a1c21, #e6e7ea));
    --chat-soft: color-mix(in oklab, var(--chat-text) 69%, var(--chat-paper));
    --chat-line: color-mix(in oklab, var(--chat-text) 13%, var(--chat-paper));
    --chat-edge: color-mix(in oklab, var(--chat-text) 47%, var(--chat-paper));
    --chat-well: light-dark(color-mix(in oklab, color-mix(in oklab, var(--chat-text) 70%, var(--chat-link)) 4%, var(--chat-paper)), color-mix(in oklab, color-mix(in oklab, var(--chat-text) 70%, var(--chat-link)) 6.5%, var(--chat-paper)));
    --chat-wash: color-mix(in oklab, var(--chat-text) 8%, transparent);
    --chat-fill: light-dark(var(--chat-a), oklch(from var(--chat-a) max(l, .7) min(c, .125) h));
    --chat-on-fill: light-dark(color(from var(--chat-a) xyz-d65 clamp(0, (.179 - y) * 99999, 2) clamp(0, (.179 - y) * 99999, 2) clamp(0, (.179 - y) * 99999, 2)), #101216);
    --chat-link: light-dark(oklch(from var(--chat-a) min(l, .47) min(c, .19) h), oklch(from var(--chat-a) max(l, .77) min(c, .12) h));
    --chat-tint: light-dark(color-mix(in oklab, oklch(from var(--chat-a) .62 c h) 12.5%, var(--chat-paper)), color-mix(in oklab, oklch(from var(--chat-a) .66 min(c, .12) h) 21%, var(--chat-paper)));
    --chat-bad: light-dark(#b3261e, #f2a199);
    --chat-warn: light-dark(#8a5a00, #e5b95c);
    --chat-good: light-dark(#1b6e3c, #86d09d);
    --chat-amber: light-dark(#c08a00, #e5b95c);
    --chat-veil: light-dark(rgb(12 14 18 / .4), rgb(0 0 0 / .6));
    --chat-shadow: 0 0 0 1px light-dark(rgb(12 14 18 / .07), var(--chat-line)), 0 2px 6px rgb(12 14 18 / .06), 0 18px 48px -12px light-dark(rgb(12 14 18 / .28), rgb(0 0 0 / .7));
  }
}
@media (pointer: coarse) { :host { --chat-hit: 44px; --chat-hit-l: 44px } }
@media (prefers-reduced-motion: reduce) { :host { --chat-quick: 1ms; --chat-calm: 1ms } }
`)
