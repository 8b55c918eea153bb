type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** What is set of `value`: the optional fields of a parsed body may be there as undefined, where a patch has none. */
export const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>
