/**
 * Where an element puts a dialog: into the panel where it stands in one, for a drawer that folds would take the dialog
 * along; else into itself.
 */
export function dialogRoot(element: Element): ShadowRoot | null {
  const around = element.getRootNode()
  return around instanceof ShadowRoot && around.host.localName === 'chat-panel' ? around : element.shadowRoot
}
