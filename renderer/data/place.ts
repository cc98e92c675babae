import { keepDraft, readDraft } from './drafts.ts';

/**
 * Where the signed-in person is: page, scope and date, open tab, filters, how far they scrolled. Kept in the encrypted
 * store for them, so that they go on there after a lock, a crash or the next start.
 */
interface Place {
  /** The address behind the '#': '/children/0198…?scope=county'. */
  address: string;
  /** What the address carries beside it: the children chosen for packs, by id. */
  beside: unknown;
  /** Scrolled this far, in px: 'main', or the label of a table. */
  scrolled: Record<string, number>;
  /** What the page's own parts were set to, by the part's name. */
  parts: Record<string, unknown>;
}

const key = 'place';
const nowhere = (): Place => ({ address: '/', beside: null, scrolled: {}, parts: {} });
let place: Place = nowhere();

const pathOf = (address: string): string => address.split('?')[0] ?? '/';
const keep = () => keepDraft(key, JSON.stringify(place));

function parse(content: string): Place {
  try {
    const read = JSON.parse(content) as Partial<Place>;
    const address = typeof read.address === 'string' && /^\/(?!\/)/.test(read.address) ? read.address : '/';
    return { address, beside: read.beside ?? null, scrolled: read.scrolled ?? {}, parts: read.parts ?? {} };
  } catch {
    return nowhere();
  }
}

/** The address the window shows now, '/' where it shows none. */
const shownAddress = (): string => window.location.hash.slice(1) || '/';

/**
 * Goes to where the person was, before the pages open. A page already in the address (the window was loaded anew while
 * the store stayed open) is kept, with its parts if it is the same page.
 */
export async function returnToPlace(): Promise<void> {
  const found = await readDraft(key);
  place = found === null ? nowhere() : parse(found.content);
  const shown = shownAddress();
  if (shown === '/') {
    // The router keeps what goes beside the address in the history's state.
    const beside = place.beside === null ? null : { packChoice: place.beside };
    window.history.replaceState(beside, '', `#${place.address}`);
  } else if (pathOf(shown) !== pathOf(place.address)) place = { ...nowhere(), address: shown };
}

/** The person went to another address; another page starts with its parts as they come and at its top. */
export function noteAddress(address: string, beside: unknown): void {
  const samePage = pathOf(address) === pathOf(place.address);
  if (samePage && address === place.address) return;
  place = { ...(samePage ? place : nowhere()), address, beside: beside ?? null };
  keep();
}

/** What a part of the page shown was set to; undefined where it was never set. */
export function partOf(name: string): unknown {
  return pathOf(shownAddress()) === pathOf(place.address) ? place.parts[name] : undefined;
}

/** A part of the page shown was set; it is kept until the person goes to another page. */
export function notePart(name: string, value: unknown): void {
  noteAddress(shownAddress(), place.beside);
  place.parts[name] = value;
  keep();
}

const scrollersOf = (name: string): Element | undefined =>
  name === 'main'
    ? (document.getElementById('main') ?? undefined)
    : [...document.querySelectorAll('.vsk-table-scroll')].find((each) => each.getAttribute('aria-label') === name);

/** How far the page and its tables are scrolled is kept while the person scrolls. Answers how to stop. */
export function followScrolling(): () => void {
  const note = ({ target }: Event) => {
    if (!(target instanceof HTMLElement)) return;
    const name = target.id === 'main' ? 'main' : target.matches('.vsk-table-scroll') ? target.ariaLabel : null;
    if (name === null || partOfAnotherPage()) return;
    place.scrolled[name] = Math.round(target.scrollTop);
    keep();
  };
  document.addEventListener('scroll', note, { capture: true, passive: true });
  return () => document.removeEventListener('scroll', note, { capture: true });
}

const partOfAnotherPage = (): boolean => pathOf(shownAddress()) !== pathOf(place.address);

/** A page's answers are there well within this time; after it the person has their own mind. */
const SCROLL_BACK_WITHIN_MS = 5_000;

/**
 * Scrolls back as soon as the page is long enough, unless the person scrolls, clicks or types first. Answers how to stop.
 */
export function scrollBack(): () => void {
  const wanted = Object.entries(place.scrolled).filter(([, top]) => top > 0);
  const path = pathOf(place.address);
  const until = performance.now() + SCROLL_BACK_WITHIN_MS;
  const stops = ['wheel', 'pointerdown', 'keydown'] as const;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const name of stops) window.removeEventListener(name, stop);
  };
  const step = () => {
    for (const [name, top] of [...wanted]) {
      const scroller = scrollersOf(name);
      if (scroller === undefined || scroller.scrollHeight - scroller.clientHeight < top) continue;
      scroller.scrollTop = top;
      wanted.splice(
        wanted.findIndex(([each]) => each === name),
        1,
      );
    }
    if (wanted.length === 0 || performance.now() > until || pathOf(shownAddress()) !== path) return stop();
    frame = requestAnimationFrame(step);
  };
  for (const name of stops) window.addEventListener(name, stop, { passive: true });
  frame = requestAnimationFrame(step);
  return stop;
}
