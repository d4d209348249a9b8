import { type Content, type Html, html } from './html.ts';
import type { Session } from './session.ts';
import { lowered } from './words.ts';

export interface PageOptions {
  readonly title: string;
  readonly session: Session | null;
  readonly content: Content;
  /** Which entry of the navigation this page belongs to. */
  readonly section?: 'orders' | 'claims' | 'mailbox';
  readonly hasMailbox?: boolean;
  readonly temporalUi?: string | undefined;
}

// htmx is told to leave out what a strict policy forbids; after a step back a page is asked for anew, as by the browser itself.
const HTMX_CONFIG = JSON.stringify({ includeIndicatorCSS: false, history: 'reload', mode: 'same-origin', extensions: 'console' });

/** The frame of every page. `main` is what htmx replaces; the live region outside of it stays and speaks. */
export function page({ title, session, content, section, hasMailbox, temporalUi }: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${HTMX_CONFIG}">
<title>${title} · Holdfast</title>
<link rel="icon" href="/console/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/assets/console.css">
<script src="/console/assets/htmx/htmx.min.js" defer></script>
<script src="/console/assets/console.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="brand" href="/console"><svg aria-hidden="true" viewBox="0 0 16 16" width="18" height="18"><path d="M4 2v12M12 2v12M4 8h8" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/></svg>Holdfast</a>
${session && navigation(section, hasMailbox ?? false, temporalUi)}
${session && who(session)}
</header>
<div id="live" class="sr" role="status" aria-live="polite"></div>
<main id="main" tabindex="-1">
${content}
</main>
</body>
</html>
`;
}

function navigation(section: PageOptions['section'], hasMailbox: boolean, temporalUi: string | undefined): Html {
  const current = (name: PageOptions['section']): Html | false => name === section && html` aria-current="page"`;
  return html`<nav aria-label="Console"><a href="/console"${current('orders')}>Orders</a><a href="/console/claims"${current('claims')}>Claims</a>${hasMailbox && html`<a href="/console/mailbox"${current('mailbox')}>Mailbox</a>`}<a href="/docs">API</a>${temporalUi !== undefined && html`<a href="${temporalUi}" rel="noopener noreferrer">Temporal</a>`}</nav>`;
}

function who({ caller, formToken, isAmbient }: Session): Html {
  const leave = html`<form method="post" action="/console/logout"><input type="hidden" name="formToken" value="${formToken}"><button class="quiet">Sign out</button></form>`;
  return html`<div class="who"><span><span class="sr">Signed in as </span>${lowered(caller.role)} <b>${caller.subject}</b></span>${isAmbient && leave}</div>`;
}

/** For htmx: a form that posts by itself without scripts, and with them replaces `main` with that of the page that comes back. */
export const BOOSTED: Html = html` hx-boost="true" hx-target="#main" hx-select="#main" hx-swap="outerHTML"`;
