/** The place of the cursor in a flow collection, until it is known whether something follows it without a comma. */
import type { Span } from '../../text/span.ts';
import type { OutlineEntry, Place } from './outline.ts';

export class FlowPlaces {
  readonly all: Place[] = [];
  #waits = false;

  /** The place, while it is not known yet what follows. */
  get waiting(): Place | undefined {
    return this.#waits ? this.all.at(-1) : undefined;
  }

  add(place: Place, waits: boolean): void {
    this.all.push(place);
    this.#waits = waits;
  }

  /** A comma or the end follows. */
  forget(): void {
    this.#waits = false;
  }

  /** Something follows, and there is no comma. */
  follow(): void {
    const place = this.waiting;
    if (place) this.all.splice(-1, 1, { ...place, follows: true });
    this.#waits = false;
  }

  /** The value that it would be the place of stands behind it. */
  drop(): void {
    if (this.#waits) this.all.pop();
    this.#waits = false;
  }

  /** The key under the cursor has a colon, which it keeps. */
  keep(key: Span, entry: OutlineEntry): void {
    const place = this.all.at(-1);
    if (place?.role === 'key' && place.word.start === key.start)
      this.all.splice(-1, 1, { ...place, entry, quote: undefined });
  }
}
