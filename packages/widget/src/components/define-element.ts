/** Registers an element unless its name is taken, by another copy of this bundle or by the page (EM12). */
export function defineElement(name: string, element: CustomElementConstructor): boolean {
  if (customElements.get(name)) return false
  customElements.define(name, element)
  return true
}
