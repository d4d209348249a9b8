import { randomUUID } from 'node:crypto';
import { claimEligibility } from '../../domain/claim/filing/eligibility.ts';
import type { OrderRecord } from '../../store/contract/store.ts';
import { drawFields } from '../forms/draw.ts';
import type { Field } from '../forms/field.ts';
import { type Html, html } from '../html.ts';
import { BOOSTED } from '../layout.ts';
import { titled } from '../words.ts';
import type { ClaimReturned } from './claim.ts';
import { card } from './order-parts.ts';
import { problemBox } from './problem-box.ts';

interface Filing {
  readonly order: OrderRecord;
  /** As this caller may read it. */
  readonly customerName: string;
  readonly now: number;
  readonly fields: readonly Field[];
  readonly formToken: string;
  readonly returned: ClaimReturned | null;
}

/** Support files for the claimant; whether it can be claimed is answered by the function that will judge it. */
export function fileClaimContent({ order, customerName, now, fields, formToken, returned }: Filing): Html {
  const { state, terms, orderId, details } = order;
  const claimantRole = terms.claimWindow?.claimant ?? 'CUSTOMER';
  const { conditions } = claimEligibility({ state, terms, claimantRole, now, filing: null });
  const party = claimantRole === 'CUSTOMER' ? state.customerId : (state.sellerId ?? '');
  const start = new Map([
    ['claimant.role', [claimantRole]],
    ['claimant.id', [party]],
    ['claimant.name', [claimantRole === 'CUSTOMER' ? customerName : '']],
    ['agreedScope', [details.given.scopeOfWork.items.map(({ description }) => description).join('; ')]],
  ]);
  const drawing = { formId: 'f-file-claim', raw: returned?.raw ?? start, errors: returned?.problem.errors ?? [], timeZone: state.timeZone };
  return html`<header class="order-head"><p class="crumb"><a href="/console/orders/${orderId}">${details.given.scopeOfWork.title}</a></p><h1 id="title" tabindex="-1">File a claim</h1></header>
${returned && problemBox(returned.problem, drawing, fields)}
${card('eligible', 'Can it be claimed?', html`<ul class="plain spaced">${conditions.map(({ id, verdict, message, fix }) => html`<li><span class="pill ${verdict === 'FAILED' ? 'bad' : verdict === 'PASSED' ? 'good' : 'idle'}">${titled(verdict)}</span> ${message} <code>${id}</code>${fix !== undefined && html` <span class="muted">${fix}</span>`}</li>`)}</ul>`)}
${card('file', 'The claim', html`<form method="post" action="/console/orders/${orderId}/claims"${BOOSTED}><input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="idempotencyKey" value="${randomUUID()}">${drawFields(fields, drawing)}<p class="buttons"><button class="primary">File the claim</button></p></form>`)}`;
}
