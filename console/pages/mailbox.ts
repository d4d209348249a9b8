import type { ReceivedMail } from '../../channels/development-mailbox.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';

/** The development mailbox: no mail leaves this machine, and here they can be read. */
export function mailList(mails: readonly ReceivedMail[]): Html {
  return html`<section aria-labelledby="title"><div class="title"><h1 id="title" tabindex="-1">Mailbox</h1><p class="muted">Every mail that this program has sent, the newest first. None has left this machine.</p></div>
${mails.length === 0 ? html`<div class="empty"><h2>No mails yet</h2><p>What orders send by themselves appears here: a job summary at completion, questions, reminders, escalations.</p></div>` : table(mails)}
</section>`;
}

function table(mails: readonly ReceivedMail[]): Html {
  return html`<div class="table"><table class="orders"><caption class="sr">Mails</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
<tbody>${mails.map(({ id, subject, to, receivedAt }) => html`<tr><th scope="row"><a href="/console/mailbox/${id}">${subject === '' ? '(no subject)' : subject}</a></th><td data-label="To">${to.join(', ')}</td><td data-label="Received">${timeTag(receivedAt, 'UTC')}</td></tr>`)}</tbody></table></div>`;
}

/** Text only, as it was sent; links are shown and do not open by themselves. */
export function mailPage({ subject, from, to, messageId, receivedAt, text }: ReceivedMail): Html {
  return html`<article aria-labelledby="title"><p><a href="/console/mailbox">All mails</a></p>
<h1 id="title" tabindex="-1">${subject === '' ? '(no subject)' : subject}</h1>
<dl class="facts"><dt>From</dt><dd>${from}</dd><dt>To</dt><dd>${to.join(', ')}</dd><dt>Received</dt><dd>${timeTag(receivedAt, 'UTC')}</dd><dt>Message-ID</dt><dd><code>${messageId}</code></dd></dl>
<pre class="mail">${text}</pre></article>`;
}
