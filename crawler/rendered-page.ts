import type { WarcHop } from './warc';

/** A page as the browser drew it, with the exchanges of its main frame. */
export interface RenderedPage {
  readonly hops: readonly WarcHop[];
  readonly finalUrl: string;
  readonly dom: string;
  readonly drawnAt: number;
}

export interface Picture extends RenderedPage {
  readonly png: Uint8Array;
}
