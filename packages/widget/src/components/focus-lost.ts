/** Name of the event by which an element tells those around it that what had the focus in it is gone (UX1). */
export const focusLost = 'chat-lost'

/** Goes on elsewhere when the focus was lost within a place, unless somebody has it by now. */
export const rescueFocus = (place: Element, goOn: () => void, options?: AddEventListenerOptions): void => {
  const rescue = (event: Event): void => {
    event.stopPropagation()
    const { activeElement, body } = place.ownerDocument
    if (activeElement === body) goOn()
  }
  place.addEventListener(focusLost, rescue, options)
}
