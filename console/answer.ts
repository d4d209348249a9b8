import type { Response } from 'express';
import { noteRefusal } from '../api/auth/refusals.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import type { Session } from './session.ts';

export function sendPage(response: Response, document: Html, status = 200): void {
  response.status(status).type('html').send(document.text);
}

/** A page that only says why there is none. */
export function sendReply(
  response: Response,
  {
    status,
    title,
    text,
    session = null,
  }: { readonly status: number; readonly title: string; readonly text: string; readonly session?: Session | null },
): void {
  const content = html`<section class="empty"><h1 id="title" tabindex="-1">${title}</h1><p>${text}</p><p><a href="/console">All orders</a></p></section>`;
  sendPage(response, page({ title, session, content }), status);
}

/** A form that did not come from a page of ours, whoever's browser sent it. */
export function notFromThisPage(
  response: Response,
  session: Session | null,
  text = 'Nothing was done. Open the page again and send its form.',
): void {
  noteRefusal(response, 'cross_site');
  sendReply(response, { status: 403, title: 'Not from this page', text, session });
}

/** After a form: the browser asks for the page anew, so that a reload repeats nothing. */
export function seeOther(response: Response, path: string): void {
  response.redirect(303, path);
}
