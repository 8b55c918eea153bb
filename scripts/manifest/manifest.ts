/** The parts of a custom elements manifest that ours has; https://github.com/webcomponents/custom-elements-manifest. */
export interface Manifest {
  readonly schemaVersion: string
  readonly readme: string
  readonly modules: readonly Module[]
}

export interface Module {
  readonly kind: 'javascript-module'
  readonly path: string
  readonly declarations: readonly Declaration[]
  readonly exports: readonly object[]
}

interface Described {
  readonly name: string
  readonly description?: string
}

export interface Typed {
  readonly type?: { readonly text: string }
}

export interface Field extends Described, Typed {
  readonly kind: 'field'
  readonly readonly?: boolean
  readonly attribute?: string
  readonly reflects?: boolean
}

export interface Method extends Described {
  readonly kind: 'method'
  readonly parameters?: readonly (Described & Typed & { readonly optional?: boolean })[]
  readonly return?: Typed
}

export interface Attribute extends Described, Typed {
  readonly fieldName?: string
}

export interface CssProperty extends Described {
  readonly default?: string
}

export interface Declaration extends Described {
  readonly kind: 'class'
  readonly customElement?: boolean
  readonly tagName?: string
  readonly superclass?: { readonly name: string }
  readonly attributes?: readonly Attribute[]
  readonly members?: readonly (Field | Method)[]
  readonly events?: readonly (Described & Typed)[]
  readonly slots?: readonly Described[]
  readonly cssParts?: readonly Described[]
  readonly cssProperties?: readonly CssProperty[]
}
