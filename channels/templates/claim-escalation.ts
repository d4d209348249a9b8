import type { Template } from './template.ts';

/** To the desk or its supervisor: a claim has waited too long. */
export const claimEscalation: Template = {
  purposes: ['ESCALATION'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id', what: 'words', rung: 'number', since: 'instant' },
  wording: {
    en: {
      subject: 'Claim <%= it.claimId %> is waiting (rung <%= it.rung %>)',
      text: `Claim <%= it.claimId %> about "<%= it.serviceTitle %>" (order <%= it.orderId %>) has been waiting for <%= it.what %> since <%= it.since %>.

This is rung <%= it.rung %> of its ladder.
`,
    },
    es: {
      subject: 'La reclamación <%= it.claimId %> espera (escalón <%= it.rung %>)',
      text: `La reclamación <%= it.claimId %> sobre «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) espera desde <%= it.since %> lo siguiente: <%= it.what %>.

Es el escalón <%= it.rung %> de su escala.
`,
    },
    hi: {
      subject: 'दावा <%= it.claimId %> प्रतीक्षा में है (स्तर <%= it.rung %>)',
      text: `"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) पर दावे <%= it.claimId %> में <%= it.since %> से <%= it.what %> की प्रतीक्षा है।

यह उसके क्रम का स्तर <%= it.rung %> है।
`,
    },
  },
};
