/** Writes an attribute. What frameworks give for "not set" (null, undefined, false, an empty text) takes it away. */
export function reflect(element: Element, name: string, value: string | boolean | null | undefined): void {
  if (value) element.setAttribute(name, value === true ? '' : value)
  else element.removeAttribute(name)
}
