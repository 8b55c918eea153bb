/** A colour of the widget as it is computed: red, green and blue, 0 to 255. @typedef {readonly [number, number, number]} Colour */

const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

/** Reads the widget’s tokens in one theme: what stands in its shadow root inherits what the element has derived. */
export const tokenReader = (view, theme) => {
  const probe = document.createElement('i')
  probe.hidden = true
  probe.style.colorScheme = theme
  view.shadowRoot.append(probe)
  return token => {
    probe.style.backgroundColor = `var(--chat-${token})`
    pen.fillStyle = getComputedStyle(probe).backgroundColor
    pen.fillRect(0, 0, 1, 1)
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data
    return [red, green, blue]
  }
}

export const hexOf = colour => `#${colour.map(channel => channel.toString(16).padStart(2, '0')).join('')}`

/** The contrast of two colours, from 1 to 21, as WCAG computes it. */
export const contrastOf = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const luminance = colour => {
  const [red, green, blue] = colour.map(channel => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
