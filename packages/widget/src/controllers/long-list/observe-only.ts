/** Has an observer observe these elements and no others; what it observes already is not told of anew. */
export const observeOnly = (
  observer: ResizeObserver,
  observed: ReadonlySet<Element>,
  elements: Iterable<Element>,
): ReadonlySet<Element> => {
  const wanted = new Set(elements)
  for (const element of observed) if (!wanted.has(element)) observer.unobserve(element)
  for (const element of wanted) if (!observed.has(element)) observer.observe(element)
  return wanted
}
