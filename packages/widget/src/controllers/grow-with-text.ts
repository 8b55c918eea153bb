/** Fits a text field to its text where the browser does not do so by itself (`field-sizing`); its sheet sets the bounds. */
export const growWithText = (field: HTMLTextAreaElement): void => {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.setProperty('block-size', 'auto')
  field.style.setProperty('block-size', `${field.scrollHeight}px`)
}
