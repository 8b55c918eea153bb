/** The address of a source, where it is one that a browser may open. */
export const webAddress = (url: string | null): URL | null => {
  const parsed = url === null ? null : URL.parse(url)
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed : null
}
