import { type RefObject, useLayoutEffect, useRef } from 'react'

type Values = Readonly<Record<string, unknown>>

/**
 * Sets what has no attribute on an element, and only what has changed: a list or table of strings that is written out anew
 * at each rendering, and says the same, sets nothing.
 */
export function useProperties(element: RefObject<HTMLElement | null>, values: Values): void {
  const former = useRef<Values>({})
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    for (const name of new Set([...Object.keys(former.current), ...Object.keys(values)])) {
      if (!sameFields(former.current[name], values[name])) Reflect.set(target, name, values[name])
    }
    former.current = values
  })
}

function sameFields(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isRecord(one) || !isRecord(other)) return false
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => Object.is(one[name], other[name]))
}

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null
