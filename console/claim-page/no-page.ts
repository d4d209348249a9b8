import type { LinkEnd } from '../../channels/claim-link-standing.ts';
import { type Html, html } from '../html.ts';
import { frame } from './frame.ts';

const WRITE_TO_US = 'Write to us through the messages of your order on the marketplace';

/** For a link that is forged or cut off: nothing of any order. */
export function noLink(): Html {
  return notice('This link does not open anything', `It may be incomplete. Please use the whole link of the mail. ${WRITE_TO_US}.`);
}

const WHY: Readonly<Record<LinkEnd, string>> = {
  WINDOW_OVER: `The time to make a claim is over. ${WRITE_TO_US} if you have a question.`,
  ORDER_CLOSED: `The order is closed, and every claim on it has come to its end. ${WRITE_TO_US} if you have a question.`,
  CLAIM_WITHDRAWN: `The claim was withdrawn. ${WRITE_TO_US} if you want to make another one: as long as there is time for it, you get a new link.`,
  REPLACED: `A newer link was sent: please use the one of the last mail. ${WRITE_TO_US} if you do not have it.`,
  REVOKED: `We have ended this link to protect your order. ${WRITE_TO_US}: you get a new one.`,
  NOT_THE_CLAIMANT: `It is not for the person who can make a claim on this order. ${WRITE_TO_US} if you have a question.`,
};

/** For a genuine link that has ended: why, and what to do. Who holds it may not be whom it was sent to, so nothing of the order. */
export function endedLink(end: LinkEnd): Html {
  return notice('This link has ended', WHY[end]);
}

function notice(title: string, text: string): Html {
  return frame('Claim', html`<h1 id="title">${title}</h1><p>${text}</p>`);
}
