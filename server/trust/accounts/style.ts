import { inlineStyle } from '../../inline-style.ts';

/** What the pages of the account need beyond the style of the public pages. */
export const ACCOUNT_STYLE = inlineStyle(`
.account form { margin: 0 0 1rem; }
.account .field { display: grid; gap: .25rem; margin: 0 0 .75rem; max-width: 26rem; }
.account .field input, .account .field select { font: inherit; min-height: 44px; padding: .5rem .75rem; width: 100%; box-sizing: border-box; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; }
.account p > .link + .link { margin-left: 1rem; }
.account .rows, .account .accounts { list-style: none; padding: 0; margin: 0 0 1rem; max-width: 40rem; }
.account .rows li { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .5rem 0; border-bottom: 1px solid var(--hair); }
.account .rows form, .account .rows .buttons, .account .side-by-side form { margin: 0; }
.account .accounts li { border-bottom: 1px solid var(--hair); }
.account summary { display: block; position: relative; padding: .75rem 0 .75rem 1.25rem; cursor: pointer; color: inherit; overflow-wrap: anywhere; }
.account summary::before { position: absolute; left: 0; top: .75rem; color: var(--accent); }
.account summary small { display: block; opacity: .85; }
.account details[open] { padding-bottom: 1rem; }
.account .side-by-side { display: flex; flex-wrap: wrap; gap: .5rem 1rem; }
.account .qr { display: block; max-width: 100%; border-radius: 6px; }
.account code { overflow-wrap: anywhere; }
`);
