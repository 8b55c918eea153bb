/** Rules of a page that reach as far as a page’s rules can. */
export const hostileRules = `
  html { font-size: 62.5%; letter-spacing: 3px }
  * { all: unset !important; color: red !important; font: italic 30px fantasy !important; display: block !important;
      box-sizing: content-box !important; letter-spacing: 4px !important; pointer-events: none !important;
      text-transform: uppercase !important; line-height: 3 !important; user-select: none !important;
      padding: 9px !important; border: 3px solid red !important; background: yellow !important;
      animation: page-spin 2s infinite !important; transition: all 2s !important }
  *::before, *::after { content: "page" !important; display: block !important; position: fixed !important }
  head, head *, script { display: none !important }
  div { all: unset !important; display: inline !important; opacity: .3 !important }
  div, section, button, chat-panel, chat-messages, chat-view { margin: 40px !important; transform: rotate(3deg) !important }
  .dark, .dark * { color-scheme: dark !important; filter: invert(1) !important }
  @keyframes page-spin { to { transform: rotate(1turn); opacity: 0 } }`

/** Covers all of the page, as far up as a page can. */
export const overlay = `<div id="overlay"></div>
  <style>#overlay { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; background: #fff !important;
    opacity: 1 !important; filter: none !important; transform: none !important; animation: none !important; margin: 0 !important; border: 0 !important; padding: 0 !important }
    #overlay::before, #overlay::after { content: none !important }</style>`

/**
 * What libraries of old put on everything: enumerable methods, `toJSON`, and methods of their own under names that exist.
 * Runs in the page before anything else.
 */
export const pollutePrototypes = (): void => {
  const wrapped = (original: (...args: unknown[]) => unknown) =>
    function (this: unknown, ...args: unknown[]): unknown {
      return original.apply(this, args)
    }
  for (const { prototype } of [Array, Object, Element, String, Promise, Function] as const) {
    const polluted = prototype as unknown as Record<string, unknown>
    polluted.extra = () => 'page'
    polluted.clone = polluted.each = polluted.inspect = polluted.first = polluted.size = () => 'page'
  }
  const overridden: readonly (readonly [object, readonly string[]])[] = [
    [Array.prototype, ['find', 'map', 'filter', 'flatMap', 'includes', 'at', 'indexOf', 'reduce', 'some']],
    [String.prototype, ['trim', 'startsWith', 'endsWith', 'replaceAll', 'padStart', 'at']],
    [Element.prototype, ['closest', 'matches', 'remove', 'append', 'setAttribute', 'toggleAttribute']],
    [Promise.prototype, ['then', 'catch', 'finally']],
  ]
  for (const [prototype, names] of overridden)
    for (const name of names) {
      const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown
      // Enumerable, as an assignment makes it.
      Object.defineProperty(prototype, name, {
        value: wrapped(original),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
}
